"""What older XML schemas of Liquibase allow: each as it differs from the next newer one that is listed.

A version without an entry is like the next newer one; see `xml_grammar` for how it is written.
"""

OLDER = """\
4.26
includeAll: -ignore
4.25
createTable: -ifNotExists
4.24
modifyChangeSets: -endDelimiter
4.23
databaseChangeLog: |= property* < preConditions? < changeSet* include* includeAll* modifyChangeSets*
includeAll: -endsWithFilter
modifyChangeSets: | include/ includeAll/
rowCount: expectedRows@N
4.22
include property: -errorIfMissing
4.20
changeSet modifyChangeSets: -runWithSpoolFile
includeAll: -maxDepth -minDepth
4.19
property: -relativeToChangelogFile
setColumnRemarks: -columnParentType
4.18
createTable: -tableType
4.17
databaseChangeLog: |= property* < preConditions? < changeSet* include* includeAll*
dropView: -ifExists
4.15
changeSet databaseChangeLog include includeAll modifySql property: -contextFilter
addDefaultValue: columnDataType@B
loadData loadUpdateData: file@B! commentLineStartsWith@B quotchar@B separator@B
4.12
includeAll: -labels
4.11
addAutoIncrement: -defaultOnNull -generationType
4.10
alterSequence createSequence dropSequence: cycle ordered
4.8
@conditions: | -uniqueConstraintExists
4.5
dropNotNullConstraint: columnName! -constraintName
4.3
addDefaultValue: columnDataType
loadData: commentLineStartsWith encoding file quotchar separator
loadUpdateData: encoding file quotchar separator -commentLineStartsWith -usePreparedStatements
addColumn/column column dropColumn/column: name
loadData/column loadUpdateData/column: defaultValueBoolean?
4.2
dropPrimaryKey: -dropIndex
setColumnRemarks: -columnDataType
4.1
loadUpdateData/column: -allowUpdate
3.10
databaseChangeLog: -changeLogId
addAutoIncrement addColumn addDefaultValue addForeignKeyConstraint addLookupTable addNotNullConstraint alterSequence
    createProcedure createSequence dropAllForeignKeyConstraints dropColumn dropDefaultValue dropForeignKeyConstraint
    dropIndex dropNotNullConstraint dropPrimaryKey dropProcedure dropSequence dropTable dropUniqueConstraint dropView
    empty executeCommand insert loadData mergeColumns modifyDataType renameColumn renameSequence renameTable
    renameView sql stop update: * -:
3.9
changeSet: -runWith
3.7
createTable tagDatabase: * -:
alterSequence createSequence dropSequence: cycle? ordered? -dataType
addUniqueConstraint: |=
3.6
property: -: -target
include: -author -created -id -ignore -labels
addNotNullConstraint addPrimaryKey: -validate
addColumn/column column dropColumn/column: -defaultOnNull -generationType
constraints: -validateForeignKey -validateNullable -validatePrimaryKey -validateUnique
3.5
changeSet: -ignore
foreignKeyConstraintExists: foreignKeyName
createTable tagDatabase: : -*
addColumn addLookupTable addNotNullConstraint createProcedure dropAllForeignKeyConstraints dropColumn dropDefaultValue
    dropForeignKeyConstraint dropIndex dropNotNullConstraint dropPrimaryKey dropProcedure dropTable
    dropUniqueConstraint dropView insert mergeColumns modifyDataType renameColumn renameSequence renameTable
    renameView sql stop update: -*
createView: -: -encoding -path -relativeToChangelogFile -remarks
addPrimaryKey sqlFile: -:
alterSequence createSequence dropSequence: cacheSize@G -*
addForeignKeyConstraint: -* -validate
addAutoIncrement: incrementBy@M startWith@M -*
addDefaultValue: -* -defaultValueConstraintName
addUniqueConstraint: -: -clustered -validate
loadData: -* -usePreparedStatements
executeCommand: -* -timeout
empty: & -*
addColumn/column column dropColumn/column: incrementBy@M startWith@M -defaultValueConstraintName
where: -~ &
constraints: -notNullConstraintName
3.4
databaseChangeLog include: -context
changeSet: -created -runOrder
includeAll: resourceFilter -context -filter -resourceComparator
changeSetExecuted: changeLogFile!
alterSequence dropSequence: -cycle
createIndex: -:
addPrimaryKey: |=
addAutoIncrement addColumn/column column dropColumn/column: incrementBy@L startWith@L
loadData: -commentLineStartsWith
constraints: -referencedTableCatalogName -referencedTableSchemaName
3.3
changeSet databaseChangeLog include tagDatabase: -:
property: -global
includeAll: -: -errorIfMissingOrEmpty
createIndex createTable: |= column+ < :
addNotNullConstraint: -constraintName
addPrimaryKey addUniqueConstraint: -forIndexCatalogName -forIndexName -forIndexSchemaName
column: -: -descending
addColumn/column dropColumn/column: -: -descending |= constraints?
@changes: | -setColumnRemarks -setTableRemarks
3.2
changeSet modifySql property: -labels
createTable: -:
createView: -fullDefinition
createProcedure: -replaceIfExists
dropColumn: columnName! |=
alterSequence createSequence dropSequence: cacheSize@P
addPrimaryKey createIndex: -clustered
loadData: -relativeToChangelogFile
loadUpdateData: -onlyUpdate -relativeToChangelogFile
addColumn/column column: name! -computed
@changes: | -output -renameSequence
3.1
createIndex createTable: |= column+
alterSequence createSequence dropSequence: -cacheSize
@changes: | -empty
3.0
foreignKeyConstraintExists: foreignKeyName!
createProcedure: -catalogName -dbms -encoding -path -procedureName -relativeToChangelogFile -schemaName
renameColumn: -remarks
column: -encoding
addColumn/column: -afterColumn -beforeColumn -encoding -position
@changes: | -dropProcedure
@conditions: | -rowCount -tableIsEmpty
2.0
changeSet databaseChangeLog: -objectQuotingStrategy
includeAll: -resourceFilter
addAutoIncrement addColumn addNotNullConstraint addPrimaryKey addUniqueConstraint alterSequence columnExists
    createIndex createSequence createTable createView dropColumn dropDefaultValue dropIndex dropNotNullConstraint
    dropPrimaryKey dropSequence dropTable dropUniqueConstraint dropView foreignKeyConstraintExists indexExists
    loadData loadUpdateData mergeColumns modifyDataType primaryKeyExists renameColumn renameTable renameView
    sequenceExists tableExists viewExists: -catalogName
insert: -catalogName -dbms
sql sqlFile: -dbms
addForeignKeyConstraint: -baseTableCatalogName -referencedTableCatalogName
dropAllForeignKeyConstraints dropForeignKeyConstraint: -baseTableCatalogName
addLookupTable: -existingTableCatalogName -newTableCatalogName
addDefaultValue: -catalogName -defaultValueSequenceNext
update: -catalogName |= column+ < where?
delete: -catalogName |= where?
addColumn/column column: -defaultValueSequenceCurrent -defaultValueSequenceNext -valueBlobFile -valueClobFile
    -valueSequenceCurrent -valueSequenceNext
constraints: -checkConstraint -referencedColumnNames -referencedTableName
@conditions: | -expectedQuotingStrategy
1.9
databaseChangeLog: |= preConditions? < property* < changeSet* include* includeAll*
changeSet/preConditions preConditions: -onErrorMessage -onFailMessage -onSqlOutput | + -:
property: -context -dbms
changeSet: failOnError% runAlways% runInTransaction% runOnChange% -logicalFilePath -onValidationFail |= validCheckSum*
    < preConditions? < @changes tagDatabase^ < modifySql*
include: relativeToChangelogFile%
includeAll: -relativeToChangelogFile
and not or: | + -:
foreignKeyConstraintExists: -foreignKeyTableName
indexExists: indexName! -columnNames -tableName
dropTable: cascadeConstraints%
createView: replaceIfExists%
addColumn delete dropColumn insert mergeColumns renameColumn update: tablespace
sql: splitStatements% stripComments%
sqlFile: splitStatements% stripComments% -relativeToChangelogFile
modifyColumn: tableName! schemaName tablespace | column+
createSequence: ordered% -cycle
alterSequence dropSequence: ordered%
createIndex: unique% -associatedWith
dropIndex: tablespace -associatedWith
addForeignKeyConstraint: deferrable% deleteCascade% initiallyDeferred% -referencesUniqueColumn
addAutoIncrement: -incrementBy -startWith
addDefaultValue: -columnDataType -defaultValueComputed
dropDefaultValue: -columnDataType
addUniqueConstraint: -deferrable -disabled -initiallyDeferred
loadData: -quotchar -separator
rollback: | -:
modifySql: -applyToRollback -context
addColumn/column column: autoIncrement% defaultValueBoolean% -defaultValueComputed -incrementBy -startWith
    -valueComputed
loadData/column: defaultValueBoolean% index@I -defaultValueComputed
constraints: deferrable% deleteCascade% initiallyDeferred% nullable% primaryKey% unique% -primaryKeyTablespace
@changes: | modifyColumn* -loadUpdateData -modifyDataType
@conditions: | -changeLogPropertyDefined
1.8
databaseChangeLog: |= preConditions? < property* < changeSet* include*
preConditions: -onError -onFail
changeSet: author id -runInTransaction |= validCheckSum* < preConditions? < @changes
include: file -relativeToChangelogFile
dbms: type
runningAs: username
changeSetExecuted: author changeLogFile id
addColumn createTable delete dropPrimaryKey dropTable insert loadData modifyColumn tableExists update: tableName
addAutoIncrement addDefaultValue addNotNullConstraint columnExists dropColumn dropDefaultValue dropNotNullConstraint:
    columnName tableName
alterSequence createSequence dropSequence sequenceExists: sequenceName
foreignKeyConstraintExists: foreignKeyName
indexExists: indexName
primaryKeyExists: -tableName
createView dropView viewExists: viewName
sqlCheck: expectedResult
customPrecondition: className
validCheckSum: schemaName splitStatements% stripComments% tableName tablespace
changeSet/preConditions: onError onFail
tagDatabase: tag
renameView: newViewName oldViewName
sql: schemaName tableName tablespace
sqlFile: path
renameTable: newTableName oldTableName
renameColumn: newColumnName oldColumnName tableName
mergeColumns: column1Name column2Name finalColumnName finalColumnType joinString tableName
createIndex dropIndex: indexName tableName
addForeignKeyConstraint: baseColumnNames baseTableName constraintName onDelete onUpdate referencedColumnNames
    referencedTableName
dropAllForeignKeyConstraints dropForeignKeyConstraint: baseTableName
addPrimaryKey addUniqueConstraint: columnNames tableName
addLookupTable: existingColumnName existingTableName newColumnName newTableName
dropUniqueConstraint: tableName -uniqueColumns
customChange: class
executeCommand: executable
customPrecondition/param: name value
addColumn/column column: name
customChange/param: -~ name
arg: value
@changes: | tagDatabase* -stop
1.7
customPrecondition: |=
changeSet/preConditions: -onError -onFail
sql sqlFile: -endDelimiter
createIndex: -unique
addForeignKeyConstraint: -onDelete -onUpdate
@changes: | -dropAllForeignKeyConstraints
@conditions: | -changeSetExecuted -columnExists -foreignKeyConstraintExists -indexExists -primaryKeyExists
    -sequenceExists -tableExists -viewExists
1.6
databaseChangeLog: |= changeSet* include* preConditions*
changeSet: |= @changes +
rollback: -changeSetAuthor -changeSetId -changeSetPath |=
@changes: | -loadData
@conditions: | -customPrecondition
1.5
addColumn/column column createTable: -remarks
constraints: -primaryKeyName
@changes: | -tagDatabase
1.4
changeSet: -failOnError
createView: -replaceIfExists
dropView: -schemaName
sqlFile: -splitStatements
constraints: -uniqueConstraintName
@changes: | -delete -update
1.3
addAutoIncrement addColumn addDefaultValue addNotNullConstraint addPrimaryKey addUniqueConstraint alterSequence
    createIndex createSequence createTable createView dropColumn dropDefaultValue dropIndex dropNotNullConstraint
    dropPrimaryKey dropSequence dropTable dropUniqueConstraint insert mergeColumns modifyColumn renameColumn
    renameTable renameView sql: -schemaName
sqlFile: -encoding
addForeignKeyConstraint: -baseTableSchemaName -referencedTableSchemaName
dropForeignKeyConstraint: -baseTableSchemaName
addLookupTable: -existingTableSchemaName -newTableSchemaName
1.2
preConditions: |= dbms/ not^ or^ < runningAs?
or: | dbms* -+ -@conditions
not: | dbms* or* -+ -@conditions
addColumn addPrimaryKey addUniqueConstraint createIndex createTable dropColumn dropIndex insert mergeColumns
    modifyColumn renameColumn: -tablespace
sql: -splitStatements -stripComments -tablespace
sqlFile: -stripComments
addForeignKeyConstraint: -deleteCascade
@changes: | -createProcedure -customChange -executeCommand
1.1
sql: -tableName |=
@changes: | -sqlFile
1.0
databaseChangeLog: |= preConditions? < changeSet* < include*
preConditions: |= dbms* not* or* runningAs*
changeSet: -dbms
addDefaultValue: -defaultValueBoolean -defaultValueDate -defaultValueNumeric
addColumn/column column: -defaultValueBoolean -defaultValueDate -defaultValueNumeric -valueDate
"""
