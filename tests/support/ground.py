"""Tables that change logs of the tests take for granted, and rows in them."""

from __future__ import annotations

KNOWN = {
    "customer": "id INTEGER, code VARCHAR(20), name VARCHAR(100), email VARCHAR(255), status VARCHAR(20) DEFAULT 'NEW', "
    "balance NUMERIC(12,2), created_at DATETIME, notes VARCHAR(2000), active BOOLEAN, region_id INTEGER, version INTEGER",
    "product": "id INTEGER, sku VARCHAR(40), name VARCHAR(200), price NUMERIC(10,2), category_id INTEGER, "
    "discontinued BOOLEAN, weight REAL, description VARCHAR(1000)",
    "orders": "id INTEGER, customer_id INTEGER, number VARCHAR(30), total NUMERIC(12,2), placed_at DATETIME, "
    "status VARCHAR(20), comments VARCHAR(4000)",
    "employee": "id INTEGER, first_name VARCHAR(50), last_name VARCHAR(50), department_id INTEGER, manager_id INTEGER, "
    "salary NUMERIC(10,2), hired_on DATE, badge VARCHAR(20)",
}
"""Tables that the change logs of the tests share, with the columns that they have there."""

ROWS = {
    "customer": (
        "(1, 'C1', 'Ada', 'ada@example.org', 'NEW', 12.50, '2020-01-02 03:04:05', 'x', {true}, 1, 1)",
        "(2, 'C2', 'Bob', NULL, 'CLOSED', -3, '2021-05-06 07:08:09', NULL, {false}, NULL, 2)",
    ),
    "product": ("(1, 'S1', 'Pen', 1.20, 1, {false}, 0.5, 'blue')", "(2, 'S2', 'Ink', 7, NULL, {true}, NULL, NULL)"),
    "orders": ("(1, 1, 'N1', 99.90, '2022-02-03 04:05:06', 'OPEN', 'c')",),
    "employee": ("(1, 'Eve', 'Low', 1, NULL, 1000, '2019-09-01', 'B1')",),
}
"""Rows for them; a test may want the tables empty."""
