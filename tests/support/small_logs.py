"""Pieces of small change logs in XML."""

from __future__ import annotations

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog
    xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
"""
TABLE = (
    '<changeSet id="1" author="a"><createTable tableName="t"><column name="id" type="int"/></createTable></changeSet>'
)
