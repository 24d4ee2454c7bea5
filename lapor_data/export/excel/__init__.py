"""The attachment of a monev meeting as an Excel file: one sheet per panel, and the rows."""

from lapor_data.export.excel.workbook import workbook as workbook
