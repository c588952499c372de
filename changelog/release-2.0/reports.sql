--liquibase formatted sql

--changeset mira:reports-1 labels:reporting
CREATE VIEW sales_by_book AS
SELECT b.id, b.title, SUM(l.copies) AS copies, SUM(l.copies * l.price) AS revenue
FROM books b JOIN order_lines l ON l.book_id = b.id
GROUP BY b.id, b.title;
--rollback DROP VIEW sales_by_book;

--changeset mira:reports-2 labels:reporting
CREATE VIEW best_sellers AS
SELECT title, copies FROM sales_by_book WHERE copies > 1;
--rollback DROP VIEW best_sellers;

--changeset jonas:reports-3 labels:reporting,finance
CREATE TABLE monthly_sales (
    month_start DATE NOT NULL,
    country_code CHAR(2) NOT NULL,
    revenue DECIMAL(14, 2) DEFAULT 0 NOT NULL,
    PRIMARY KEY (month_start, country_code),
    CONSTRAINT fk_monthly_sales_country FOREIGN KEY (country_code) REFERENCES countries (code)
);
--rollback DROP TABLE monthly_sales;

--changeset jonas:reports-4 labels:finance failOnError:false
CREATE VIEW vat_by_year AS
SELECT SUBSTR(CAST(issued_on AS CHAR(10)), 1, 4) AS year_of_issue, SUM(vat) AS vat FROM invoices
GROUP BY SUBSTR(CAST(issued_on AS CHAR(10)), 1, 4);
--rollback DROP VIEW vat_by_year;
