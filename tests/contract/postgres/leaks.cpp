// contract: which leaks are not ours? Poco 1.11 does not free the last result of a connection that is gone: 216 bytes for each
// time a server goes.

extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:Poco::Data::PostgreSQL::StatementExecutor::execute\n";
}
