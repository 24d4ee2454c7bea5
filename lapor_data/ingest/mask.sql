-- Personal data in free text becomes a word in brackets before anything is stored (UU 27/2022).
-- RE2 expressions, run by DuckDB over whole columns; the first test is a cheap sieve for the usual
-- text that holds neither an @ nor eight digits near each other.
-- A number is only followed across blanks, dots and dashes in the groups that people write, so that
-- dates, prices and a second number beside it are not torn.
CREATE OR REPLACE MACRO mask_personal(t) AS
    CASE WHEN NOT regexp_matches(t, '@|＠|[(\[] ?[aA][tT] ?[)\]]|[0-9](?:[^0-9A-Za-z]{0,3}[0-9]){7}') THEN t
    ELSE regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
        -- hard blanks, long dashes and underscores between digits: one plain dash
        '([0-9]) ?[\x{A0}\x{2010}-\x{2015}_] ?([0-9])', '\1-\2', 'g'),
        -- e-mail, also cut short ("nama@gmail") or with a comma for its dot
        '[A-Za-z\x{C0}-\x{24F}0-9._%+-]+[@＠][A-Za-z][A-Za-z0-9-]*(?:[.,][A-Za-z0-9-]+)*', '[surel]', 'g'),
        -- e-mail with blanks, "(at)" or "[dot]" in it
        '(?i)[a-z0-9._%+-]+ ?(?:@|[(\[] ?at ?[)\]]) ?[a-z][a-z0-9-]*(?: ?(?:\.|[(\[] ?dot ?[)\]]) ?(?:com|net|org|[a-z0-9-]*\.?(?:co|go|ac|sch|or|web|my)?\.?id|co)\b)+', '[surel]', 'g'),
        -- more than 16 digits: card and account numbers
        '[0-9](?:-?[0-9]){16,}', '[nomor]', 'g'),
        -- NIK (also KK): province, four digits, day (women + 40), month, six digits
        '(^|[^0-9])(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])(?:[ ./-]{0,3}[0-9]){4}[ ./-]{0,3}(?:[0-6][0-9]|7[01])[ ./-]{0,3}(?:0[1-9]|1[0-2])(?:[ ./-]{0,3}[0-9]){6}', '\1[NIK]', 'g'),
        -- mobile number: country code or zero, then 8xx; whole, by threes, by twos, in two or three groups
        '(^|[^0-9])(?:(?:\+|00)?\(?\+?62\)?[ .()-]{0,3}(?:\(?0\)?[ .-]?)?|\(?0[ .-]?)8(?:[1-9][0-9]{6,12}|[1-9](?:[ .-][0-9]{3}){3}|[1-9][0-9](?:[ .-][0-9]{2}){3,4}|[1-9][0-9]{0,2}[ .()/-]{1,3}[0-9]{3,5}[ .()/-]{1,3}[0-9]{2,5}|[1-9][0-9]{0,2}[ .()/-]{1,3}[0-9]{5,9}|[1-9][0-9]{3,6}[ .()/-]{1,3}[0-9]{3,6}|[ .-][1-9][0-9](?:[ .-][0-9]{2}){4})', '\1[telepon]', 'g'),
        -- land line: area code (0511), (021), +62 511, then five to nine digits
        '(^|[^0-9])(?:(?:\+|00)\(?62\)?[ .-]?\(?|\(?0)[2-79][0-9]{1,2}(?:\)?[ .-]{0,3}[0-9]{3,4}[ .-]?[0-9]{2,5}|/[0-9]{6,8})\b', '\1[telepon]', 'g'),
        -- mobile number without its zero; a number that ends in three zeros is an amount
        '(^|[^0-9.,])8[1-9](?:[0-9]{4,7}(?:[0-9]{2}[1-9]|[0-9][1-9][0-9]|[1-9][0-9]{2})|[0-9][ -][0-9]{4}[ -][0-9]{3,5})\b', '\1[telepon]', 'g'),
        -- any other long number
        '[0-9](?:-?[0-9]){12,}|[3-6][0-9]{3}(?: [0-9]{4}){3}', '[nomor]', 'g')
    END;
