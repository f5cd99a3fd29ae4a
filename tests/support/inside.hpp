#pragma once
// support: what does a store hold, or what if somebody changed it, past every port?

#include "store/parts.hpp"

namespace monitor::test {

/// Sees every row of a store that is open elsewhere too. Ends where the scope does, and so do its locks.
class Inside : public store::Database {
public:
    Inside(const store::Options& options, store::File file) : Inside{store::engine(options, file)} {}
    /// A file of SQLite.
    explicit Inside(const std::filesystem::path& path) : Inside{store::sqlite_engine(path)} {}

private:
    explicit Inside(std::unique_ptr<store::Engine> engine)
        : Database{std::move(engine)}, all_schools_{*this, store::Reach::across()} {}

    store::Reaching all_schools_;
};

}  // namespace monitor::test
