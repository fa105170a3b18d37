// What of SQLite a release does without; .ci/build has every C file read this first.
// Full text, maps and JSON are built in unless somebody takes them back, and no statement
// of ours needs them (TestStatementsNeedNothingLeftOut).
#undef SQLITE_ENABLE_FTS3
#undef SQLITE_ENABLE_FTS3_PARENTHESIS
#undef SQLITE_ENABLE_RTREE
#define SQLITE_OMIT_JSON
#define SQLITE_OMIT_SHARED_CACHE
#define SQLITE_OMIT_UTF16
