-- Personal data in free text becomes a word in brackets before anything is stored (UU 27/2022).
-- RE2 expressions, run by DuckDB over whole columns; the first test is a cheap sieve for the usual
-- text that holds neither an @ nor seven digits near each other.
CREATE OR REPLACE MACRO mask_personal(t) AS
    CASE WHEN NOT regexp_matches(t, '@|[(\[]at[)\]]|[0-9](?:[ .\-()/]{0,2}[0-9]){6}') THEN t
    ELSE regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
        -- e-mail, also "nama (at) contoh.id"
        '[A-Za-z0-9._%+\-]+ ?(?:@|[(\[]at[)\]]) ?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+', '[surel]', 'g'),
        -- NIK (also KK): 16 digits, with separators between them or without
        '\b[0-9](?:[ .\-]?[0-9]){15}\b', '[NIK]', 'g'),
        -- mobile number: country code or zero, then 8xx
        '(?:\+|\b00|\b)(?:62|0)[ .\-()]{0,2}(?:0[ .\-()]{0,2})?8[ .\-()]{0,2}[1-9](?:[ .\-()]{0,2}[0-9]){5,10}', '[telepon]', 'g'),
        -- land line: area code (0511), (021), +62 511, then five to nine digits
        '(?:(?:\+|\b00|\b)62[ .\-]?|\(?\b0)[2-79][0-9]{1,2}\)?[ .\-]{0,2}[0-9]{3,4}[ .\-]?[0-9]{2,5}\b', '[telepon]', 'g'),
        -- mobile number written without its zero
        '\b8[1-9][0-9]{7,10}\b', '[telepon]', 'g'),
        -- any other long number: bank accounts, card numbers
        '[0-9](?:[ .\-]?[0-9]){12,19}', '[nomor]', 'g')
    END;
