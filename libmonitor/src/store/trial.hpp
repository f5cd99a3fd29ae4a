#pragma once
// store: what would happen, tried inside a transaction? Private.

#include "database.hpp"

namespace monitor::store {

/// Undone when it goes, within the transaction around it, unless it was kept.
class Trial {
public:
    explicit Trial(Database& database) : database_{database} { database_.run("SAVEPOINT trial"); }
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    ~Trial() {
        if (!open_) return;
        try {
            undo();
        } catch (const Failure&) {
            open_ = false;  // the transaction around it is undone as a whole
        }
    }
    void keep() {
        database_.run("RELEASE trial");
        open_ = false;
    }
    void undo() {
        database_.run("ROLLBACK TO trial");
        keep();
    }

private:
    Database& database_;
    bool open_{true};
};

}  // namespace monitor::store
