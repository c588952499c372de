"""What the newest XML schema of Liquibase allows, dbchangelog-latest.xsd (4.28); see `xml_grammar` for how it is written."""

NEWEST = """\
@changes: | addAutoIncrement* addColumn* addDefaultValue* addForeignKeyConstraint* addLookupTable*
    addNotNullConstraint* addPrimaryKey* addUniqueConstraint* alterSequence* comment* createIndex* createProcedure*
    createSequence* createTable* createView* customChange* delete* dropAllForeignKeyConstraints* dropColumn*
    dropDefaultValue* dropForeignKeyConstraint* dropIndex* dropNotNullConstraint* dropPrimaryKey* dropProcedure*
    dropSequence* dropTable* dropUniqueConstraint* dropView* empty* executeCommand* insert* loadData* loadUpdateData*
    mergeColumns* modifyDataType* output* renameColumn* renameSequence* renameTable* renameView* rollback*
    setColumnRemarks* setTableRemarks* sql* sqlFile* stop* update*
@conditions: | and* changeLogPropertyDefined* changeSetExecuted* columnExists* customPrecondition* dbms*
    expectedQuotingStrategy* foreignKeyConstraintExists* indexExists* not* or* primaryKeyExists* rowCount* runningAs*
    sequenceExists* sqlCheck* tableExists* tableIsEmpty* uniqueConstraintExists* viewExists*
databaseChangeLog: changeLogId context contextFilter logicalFilePath objectQuotingStrategy@Q : |
    removeChangeSetProperty* < property* < preConditions? < changeSet* include* includeAll* modifyChangeSets*
removeChangeSetProperty: change dbms remove
property: context contextFilter dbms errorIfMissing? file global% labels name relativeToChangelogFile? target value :
preConditions: onError@H onErrorMessage onFail@H onFailMessage onSqlOutput@S | @conditions :
changeSet: author! id! context contextFilter created dbms failOnError? ignore? labels logicalFilePath
    objectQuotingStrategy@Q onValidationFail@V runAlways? runInTransaction? runOnChange? runOrder runWith
    runWithSpoolFile : | validCheckSum* < preConditions? < @changes tagDatabase^ : < modifySql*
include: file! author context contextFilter created errorIfMissing? id ignore labels relativeToChangelogFile? :
includeAll: path! context contextFilter endsWithFilter errorIfMissingOrEmpty? filter ignore labels maxDepth# minDepth#
    relativeToChangelogFile? resourceComparator :
modifyChangeSets: endDelimiter runWith runWithSpoolFile | include* includeAll*
and: | @conditions :
or: | @conditions :
not: | @conditions :
dbms: type!
runningAs: username!
changeSetExecuted: author! id! changeLogFile
tableExists: tableName! catalogName schemaName
columnExists: columnName! tableName! catalogName schemaName
sequenceExists: sequenceName! catalogName schemaName
foreignKeyConstraintExists: foreignKeyName! catalogName foreignKeyTableName schemaName
indexExists: catalogName columnNames indexName schemaName tableName
uniqueConstraintExists: tableName! catalogName columnNames constraintName schemaName
primaryKeyExists: catalogName primaryKeyName schemaName tableName
viewExists: viewName! catalogName schemaName
tableIsEmpty: catalogName schemaName tableName
rowCount: catalogName expectedRows@L schemaName tableName
sqlCheck: ~ expectedResult!
changeLogPropertyDefined: property! value
expectedQuotingStrategy: strategy!
customPrecondition: className! | param*
validCheckSum: ~ | comment?
changeSet/preConditions: onError@E onErrorMessage onFail@E onFailMessage onSqlOutput@S | @conditions :
tagDatabase: tag! :
comment: ~
createTable: tableName! catalogName ifNotExists% remarks schemaName tablespace tableType : | column* :
dropTable: tableName! cascadeConstraints? catalogName schemaName :
createView: ~ viewName! catalogName encoding fullDefinition? path relativeToChangelogFile? remarks replaceIfExists?
    schemaName :
renameView: newViewName! oldViewName! catalogName schemaName :
dropView: viewName! catalogName ifExists? schemaName :
insert: tableName! catalogName dbms schemaName : | column+
addColumn: tableName! catalogName schemaName : | column+
sql: ~ dbms endDelimiter splitStatements? stripComments? : | comment?
createProcedure: ~ catalogName dbms encoding path procedureName relativeToChangelogFile? replaceIfExists% schemaName :
    | comment?
dropProcedure: procedureName! catalogName schemaName :
sqlFile: path! dbms encoding endDelimiter relativeToChangelogFile? splitStatements? stripComments? :
renameTable: newTableName! oldTableName! catalogName schemaName :
renameColumn: newColumnName! oldColumnName! tableName! catalogName columnDataType remarks schemaName :
dropColumn: tableName! catalogName columnName schemaName : | column*
mergeColumns: column1Name! column2Name! finalColumnName! finalColumnType! joinString! tableName! catalogName
    schemaName :
modifyDataType: columnName! newDataType! tableName! catalogName schemaName :
createSequence: sequenceName! cacheSize catalogName cycle? dataType incrementBy maxValue minValue ordered? schemaName
    startValue :
alterSequence: sequenceName! cacheSize catalogName cycle? dataType incrementBy maxValue minValue ordered? schemaName
    startValue :
dropSequence: sequenceName! cacheSize catalogName cycle? dataType incrementBy maxValue minValue ordered? schemaName
    startValue :
renameSequence: newSequenceName! oldSequenceName! catalogName schemaName :
createIndex: indexName! tableName! associatedWith catalogName clustered? schemaName tablespace unique? : | column* :
dropIndex: indexName! tableName! associatedWith catalogName schemaName :
addNotNullConstraint: columnName! tableName! catalogName columnDataType constraintName defaultNullValue schemaName
    validate? :
dropNotNullConstraint: tableName! catalogName columnDataType columnName constraintName schemaName :
addForeignKeyConstraint: baseColumnNames! baseTableName! constraintName! referencedColumnNames! referencedTableName!
    baseTableCatalogName baseTableSchemaName deferrable? deleteCascade? initiallyDeferred? onDelete@F onUpdate@F
    referencedTableCatalogName referencedTableSchemaName referencesUniqueColumn? validate? :
dropForeignKeyConstraint: baseTableName! baseTableCatalogName baseTableSchemaName constraintName :
dropAllForeignKeyConstraints: baseTableName! baseTableCatalogName baseTableSchemaName :
addPrimaryKey: columnNames! tableName! catalogName clustered? constraintName forIndexCatalogName forIndexName
    forIndexSchemaName schemaName tablespace validate? : | :
dropPrimaryKey: tableName! catalogName constraintName dropIndex? schemaName :
addLookupTable: existingColumnName! existingTableName! newColumnName! newTableName! constraintName
    existingTableCatalogName existingTableSchemaName newColumnDataType newTableCatalogName newTableSchemaName :
addAutoIncrement: columnName! tableName! catalogName columnDataType defaultOnNull? generationType incrementBy@L
    schemaName startWith@L :
addDefaultValue: columnName! tableName! catalogName columnDataType= defaultValue defaultValueBoolean
    defaultValueComputed defaultValueConstraintName defaultValueDate defaultValueNumeric defaultValueSequenceNext
    schemaName :
dropDefaultValue: columnName! tableName! catalogName columnDataType schemaName :
addUniqueConstraint: columnNames! tableName! catalogName clustered? constraintName deferrable? disabled?
    forIndexCatalogName forIndexName forIndexSchemaName initiallyDeferred? schemaName tablespace validate? : | :
dropUniqueConstraint: tableName! catalogName constraintName schemaName uniqueColumns :
setTableRemarks: tableName! catalogName remarks schemaName
setColumnRemarks: columnName! tableName! catalogName columnDataType columnParentType@O remarks schemaName
customChange: class! * | param*
update: ~ tableName! catalogName schemaName : | column+ < where? < whereParams?
delete: ~ tableName! catalogName schemaName | where? < whereParams?
loadData: ~ file=! tableName! catalogName commentLineStartsWith= encoding@T quotchar= relativeToChangelogFile?
    schemaName separator= usePreparedStatements? : | column*
loadUpdateData: ~ file=! primaryKey! tableName! catalogName commentLineStartsWith= encoding@T onlyUpdate% quotchar=
    relativeToChangelogFile? schemaName separator= usePreparedStatements? | column*
executeCommand: executable! os timeout : | arg*
stop: ~ :
output: ~ target
empty: :
rollback: ~ changeSetAuthor changeSetId changeSetPath | @changes :
modifySql: applyToRollback? context contextFilter dbms labels | append* prepend* regExpReplace* replace*
customPrecondition/param: name! value!
column: ~ name! autoIncrement? computed? defaultOnNull? defaultValue defaultValueBoolean? defaultValueComputed
    defaultValueConstraintName defaultValueDate defaultValueNumeric defaultValueSequenceCurrent
    defaultValueSequenceNext descending? encoding generationType incrementBy@L remarks startWith@L type value
    valueBlobFile valueBoolean valueClobFile valueComputed valueDate valueNumeric valueSequenceCurrent
    valueSequenceNext : | constraints?
addColumn/column: ~ name! afterColumn autoIncrement? beforeColumn computed? defaultOnNull? defaultValue
    defaultValueBoolean? defaultValueComputed defaultValueConstraintName defaultValueDate defaultValueNumeric
    defaultValueSequenceCurrent defaultValueSequenceNext descending? encoding generationType incrementBy@L position@I
    remarks startWith@L type value valueBlobFile valueBoolean valueClobFile valueComputed valueDate valueNumeric
    valueSequenceCurrent valueSequenceNext : | constraints? < :
dropColumn/column: ~ name! autoIncrement? computed? defaultOnNull? defaultValue defaultValueBoolean?
    defaultValueComputed defaultValueConstraintName defaultValueDate defaultValueNumeric defaultValueSequenceCurrent
    defaultValueSequenceNext descending? encoding generationType incrementBy@L remarks startWith@L type value
    valueBlobFile valueBoolean valueClobFile valueComputed valueDate valueNumeric valueSequenceCurrent
    valueSequenceNext : | constraints? < :
customChange/param: ~ name! value
where: ~
whereParams: ~ | param+
delete/where: &
loadData/column: defaultValue defaultValueBoolean defaultValueComputed defaultValueDate defaultValueNumeric header
    index# name type
loadUpdateData/column: allowUpdate? defaultValue defaultValueBoolean defaultValueComputed defaultValueDate
    defaultValueNumeric header index# name type
arg: value!
replace: replace! with!
regExpReplace: replace! with!
prepend: value!
append: value!
constraints: checkConstraint deferrable? deleteCascade? foreignKeyName initiallyDeferred? notNullConstraintName
    nullable? primaryKey? primaryKeyName primaryKeyTablespace referencedColumnNames referencedTableCatalogName
    referencedTableName referencedTableSchemaName references unique? uniqueConstraintName validateForeignKey?
    validateNullable? validatePrimaryKey? validateUnique?
param: name value valueBoolean valueComputed valueDate valueNumeric valueSequenceCurrent valueSequenceNext
"""
