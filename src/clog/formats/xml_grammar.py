"""What the XML schema of Liquibase allows: elements, their attributes, what stands in them and in which order.

Liquibase reads no XML change log that its schema refuses, so neither do we. Facts of dbchangelog-latest.xsd (4.28).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_COLUMN = (
    "name! computed? descending? type value valueNumeric valueBoolean valueDate valueComputed valueSequenceCurrent "
    "valueSequenceNext valueBlobFile valueClobFile defaultValue defaultValueNumeric defaultValueDate "
    "defaultValueBoolean? defaultValueComputed defaultValueSequenceCurrent defaultValueSequenceNext "
    "defaultValueConstraintName autoIncrement? startWith# incrementBy# generationType defaultOnNull? remarks encoding"
)
_PLACE = "catalogName schemaName"
_SEQUENCE = "startValue incrementBy maxValue minValue ordered? cacheSize dataType cycle?"
_CSV = (
    f"{_PLACE} tableName! relativeToChangelogFile? file=! encoding= separator= quotchar= commentLineStartsWith= "
    "usePreparedStatements?"
)
_CSV_COLUMN = (
    "index# header name type defaultValue defaultValueNumeric defaultValueDate defaultValueBoolean defaultValueComputed"
)
_FILTERS = "context contextFilter labels"
_CONDITIONS = (
    "and* or* not* dbms* runningAs* changeSetExecuted* tableExists* columnExists* sequenceExists* "
    "foreignKeyConstraintExists* indexExists* uniqueConstraintExists* primaryKeyExists* viewExists* tableIsEmpty* "
    "rowCount* sqlCheck* changeLogPropertyDefined* expectedQuotingStrategy* customPrecondition*"
)
_CHANGES = (
    "addAutoIncrement* addColumn* addDefaultValue* addForeignKeyConstraint* addLookupTable* addNotNullConstraint* "
    "addPrimaryKey* addUniqueConstraint* alterSequence* comment* createIndex* createProcedure* createSequence* "
    "createTable* createView* customChange* delete* dropAllForeignKeyConstraints* dropColumn* dropDefaultValue* "
    "dropForeignKeyConstraint* dropIndex* dropNotNullConstraint* dropPrimaryKey* dropProcedure* dropSequence* "
    "dropTable* dropUniqueConstraint* dropView* empty* executeCommand* insert* loadData* loadUpdateData* "
    "mergeColumns* modifyDataType* output* renameColumn* renameSequence* renameTable* renameView* rollback* "
    "setColumnRemarks* setTableRemarks* sql* sqlFile* stop* update*"
)
_CONTAINER = "onFailMessage onErrorMessage"

TEXT = f"""
databaseChangeLog: logicalFilePath context contextFilter changeLogId objectQuotingStrategy@Q
    | removeChangeSetProperty* < property* < preConditions? < changeSet* include* includeAll* modifyChangeSets*
removeChangeSetProperty: change dbms remove
property: file relativeToChangelogFile? errorIfMissing? name value dbms {_FILTERS} global% target
preConditions: {_CONTAINER} onFail@H onError@H onSqlOutput@S | {_CONDITIONS}
changeSet/preConditions: {_CONTAINER} onFail@E onError@E onSqlOutput@S | {_CONDITIONS}
include: id author file! relativeToChangelogFile? errorIfMissing? {_FILTERS} ignore created
includeAll: path! errorIfMissingOrEmpty? relativeToChangelogFile? resourceComparator filter {_FILTERS}
    minDepth# maxDepth# endsWithFilter ignore
modifyChangeSets: runWith runWithSpoolFile endDelimiter | include* includeAll*
changeSet: id! author! {_FILTERS} dbms runOnChange? runAlways? failOnError? onValidationFail@V runInTransaction?
    logicalFilePath objectQuotingStrategy@Q created runOrder ignore? runWith runWithSpoolFile
    | validCheckSum* < preConditions? < tagDatabase? {_CHANGES} < modifySql*
validCheckSum~: | comment?
modifySql: dbms {_FILTERS} applyToRollback? | replace* regExpReplace* prepend* append*
replace: replace! with!
regExpReplace: replace! with!
prepend: value!
append: value!
rollback~: changeSetPath changeSetAuthor changeSetId | {_CHANGES}
comment~:
dbms: type!
changeSetExecuted: id! author! changeLogFile
tableExists: {_PLACE} tableName!
columnExists: {_PLACE} tableName! columnName!
sequenceExists: {_PLACE} sequenceName!
foreignKeyConstraintExists: {_PLACE} foreignKeyTableName foreignKeyName!
indexExists: {_PLACE} indexName tableName columnNames
uniqueConstraintExists: {_PLACE} constraintName tableName! columnNames
rowCount: {_PLACE} tableName expectedRows#
tableIsEmpty: {_PLACE} tableName
changeLogPropertyDefined: property! value
primaryKeyExists: {_PLACE} primaryKeyName tableName
viewExists: {_PLACE} viewName!
sqlCheck~: expectedResult!
customPrecondition: className! | param*
customPrecondition/param: name! value!
and: | {_CONDITIONS}
or: | {_CONDITIONS}
not: | {_CONDITIONS}
runningAs: username!
expectedQuotingStrategy: strategy!
addAutoIncrement: {_PLACE} tableName! columnName! columnDataType startWith# incrementBy# defaultOnNull? generationType
addColumn: {_PLACE} tableName! | column+
addColumn/column~: {_COLUMN} beforeColumn afterColumn position# | constraints?
addDefaultValue: {_PLACE} tableName! columnName! columnDataType= defaultValue defaultValueNumeric defaultValueDate
    defaultValueBoolean defaultValueComputed defaultValueSequenceNext defaultValueConstraintName
addForeignKeyConstraint: baseTableCatalogName baseTableSchemaName baseTableName! baseColumnNames! constraintName!
    referencedTableCatalogName referencedTableSchemaName referencedTableName! referencedColumnNames! deferrable?
    initiallyDeferred? deleteCascade? onDelete@F onUpdate@F referencesUniqueColumn? validate?
addLookupTable: existingTableCatalogName existingTableSchemaName existingTableName! existingColumnName!
    newTableCatalogName newTableSchemaName newTableName! newColumnName! newColumnDataType constraintName
addNotNullConstraint: {_PLACE} tableName! columnName! defaultNullValue columnDataType constraintName validate?
addPrimaryKey: {_PLACE} tableName! columnNames! constraintName tablespace clustered? forIndexCatalogName
    forIndexSchemaName forIndexName validate?
addUniqueConstraint: {_PLACE} tableName! columnNames! constraintName tablespace disabled? deferrable?
    initiallyDeferred? forIndexCatalogName forIndexSchemaName forIndexName clustered? validate?
alterSequence: {_PLACE} sequenceName! {_SEQUENCE}
column~: {_COLUMN} | constraints?
constraints: nullable? notNullConstraintName primaryKey? primaryKeyName primaryKeyTablespace unique?
    uniqueConstraintName references referencedTableCatalogName referencedTableSchemaName referencedTableName
    referencedColumnNames foreignKeyName deleteCascade? deferrable? initiallyDeferred? checkConstraint
    validateNullable? validateUnique? validatePrimaryKey? validateForeignKey?
createIndex: {_PLACE} tableName! indexName! associatedWith unique? clustered? tablespace | column+
createProcedure~: {_PLACE} procedureName path encoding relativeToChangelogFile? dbms replaceIfExists% | comment?
createSequence: {_PLACE} sequenceName! {_SEQUENCE}
createTable: {_PLACE} tableName! tablespace tableType remarks ifNotExists% | column+
createView~: {_PLACE} viewName! remarks replaceIfExists? fullDefinition? path encoding relativeToChangelogFile?
customChange~: class! | param*
param~: name value valueNumeric valueBoolean valueDate valueComputed valueSequenceNext valueSequenceCurrent
customChange/param~: name! value
delete~: {_PLACE} tableName! | where? < whereParams?
where~:
whereParams~: | param+
dropAllForeignKeyConstraints: baseTableCatalogName baseTableSchemaName baseTableName!
dropColumn: {_PLACE} tableName! columnName | column*
dropDefaultValue: {_PLACE} tableName! columnName! columnDataType
dropForeignKeyConstraint: baseTableCatalogName baseTableSchemaName baseTableName! constraintName
dropIndex: {_PLACE} tableName! indexName! associatedWith
dropNotNullConstraint: {_PLACE} tableName! columnName columnDataType constraintName
dropPrimaryKey: {_PLACE} tableName! constraintName dropIndex?
dropProcedure: procedureName! {_PLACE}
dropSequence: {_PLACE} sequenceName! {_SEQUENCE}
dropTable: {_PLACE} tableName! cascadeConstraints?
dropUniqueConstraint: {_PLACE} tableName! constraintName uniqueColumns
dropView: viewName! {_PLACE} ifExists?
empty:
executeCommand: executable! os timeout | arg*
arg: value!
insert: {_PLACE} tableName! dbms | column+
loadData~: {_CSV} | column*
loadData/column: {_CSV_COLUMN}
loadUpdateData~: {_CSV} primaryKey! onlyUpdate% | column*
loadUpdateData/column: {_CSV_COLUMN} allowUpdate?
mergeColumns: {_PLACE} tableName! column1Name! joinString! column2Name! finalColumnName! finalColumnType!
modifyDataType: {_PLACE} tableName! columnName! newDataType!
output~: target
renameColumn: {_PLACE} tableName! oldColumnName! newColumnName! columnDataType remarks
renameSequence: {_PLACE} oldSequenceName! newSequenceName!
renameTable: {_PLACE} oldTableName! newTableName!
renameView: {_PLACE} oldViewName! newViewName!
setColumnRemarks: {_PLACE} tableName! columnName! columnDataType remarks columnParentType@P
setTableRemarks: {_PLACE} tableName! remarks
sql~: stripComments? splitStatements? endDelimiter dbms | comment?
sqlFile: path! stripComments? splitStatements? encoding endDelimiter relativeToChangelogFile? dbms
stop~:
tagDatabase: tag!
update~: {_PLACE} tableName! | column+ < where? < whereParams?
"""
"""An element, or parent/element where it depends; `~`: may hold text. Attributes with their kind (`?` true or false
or one parameter, `%` true or false, `#` integer, `=` not empty, `@X` one of a list), `!` marks what must be there.
After `|` the elements inside: `*` any number, `+` at least one, `?` at most one; `<` what follows stands behind."""

_BOOLEAN = r"\s*(?:true|false|1|0)\s*"
_PARAMETER = r"\$\{[\w.]+\}"
_QUOTING = "LEGACY|QUOTE_ALL_OBJECTS|QUOTE_ONLY_RESERVED_WORDS"
KINDS: dict[str, tuple[str, re.Pattern[str]]] = {
    "?": ("true or false", re.compile(f"{_BOOLEAN}|{_PARAMETER}")),
    "%": ("true or false", re.compile(_BOOLEAN)),
    "#": ("a whole number", re.compile(rf"\s*[+-]?[0-9]+\s*|{_PARAMETER}")),
    "=": ("a text that is not empty", re.compile(r"[\S\t].*", re.ASCII)),
    "@Q": (_QUOTING.replace("|", ", "), re.compile(_QUOTING)),
    "@F": (
        "CASCADE, SET NULL, SET DEFAULT, RESTRICT, NO ACTION",
        re.compile(r"\s*(?:CASCADE|SET\s+NULL|SET\s+DEFAULT|RESTRICT|NO\s+ACTION)\s*"),
    ),
    "@P": ("TABLE, VIEW", re.compile("TABLE|VIEW")),
    "@H": ("HALT, WARN", re.compile("HALT|WARN")),
    "@E": ("HALT, WARN, CONTINUE, MARK_RAN", re.compile("HALT|WARN|CONTINUE|MARK_RAN")),
    "@S": ("TEST, FAIL, IGNORE", re.compile("TEST|FAIL|IGNORE")),
    "@V": ("HALT, MARK_RAN", re.compile("HALT|MARK_RAN")),
}
"""Kinds of attribute values: what is said about them, and their pattern."""


class Inside(NamedTuple):
    """An element inside of another one: its shape, its place in the order, how often."""

    shape: Shape
    rank: int
    times: str


class Shape:
    """What the schema says about an element.

    Attributes:
        name: of the element.
        attributes: all names.
        required: names that must be there.
        kinds: attributes whose values are not just any text.
        inside: the elements in it by name.
        needed: names of elements that must be in it.
        text: whether it may hold text.
    """

    __slots__ = ("attributes", "inside", "kinds", "name", "needed", "required", "text")

    def __init__(self, head: str, attributes: str) -> None:
        self.name = head.rstrip("~").rpartition("/")[2]
        self.text = head.endswith("~")
        words = [_WORD.fullmatch(word) for word in attributes.split()]
        parts = [word.groups() for word in words if word]
        self.attributes = frozenset(name for name, _, _ in parts)
        self.required = tuple(name for name, _, needed in parts if needed)
        self.kinds = {name: KINDS[kind] for name, kind, _ in parts if kind}
        self.inside: dict[str, Inside] = {}
        self.needed: tuple[str, ...] = ()

    def fill(self, content: str, shapes: dict[str, Shape]) -> None:
        """Add the elements inside."""
        for rank, group in enumerate(content.split("<")):
            for word in group.split():
                name, times = word[:-1], word[-1]
                shape = shapes.get(f"{self.name}/{name}") or shapes[name]
                self.inside[name] = Inside(shape, rank, times)
                if times == "+":
                    self.needed += (name,)


_WORD = re.compile(r"(\w+)([?%#=]|@\w)?(!)?")


@lru_cache(maxsize=1)
def grammar() -> Shape:
    """Give the shape of databaseChangeLog, from which all others are reached."""
    shapes: dict[str, Shape] = {}
    contents: dict[str, str] = {}
    for entry in TEXT.replace("\n   ", " ").strip().splitlines():
        head, _, rest = entry.partition(":")
        attributes, _, content = rest.partition("|")
        shape = Shape(head, attributes)
        shapes[head.rstrip("~")] = shape
        contents[head.rstrip("~")] = content
    for key, shape in shapes.items():
        shape.fill(contents[key], shapes)
    return shapes["databaseChangeLog"]
