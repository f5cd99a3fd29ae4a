#pragma once
// store: how are many rows written in few statements? Private.

#include <initializer_list>
#include <string>
#include <vector>

#include "database.hpp"

namespace monitor::store {

/// Many rows in few statements: `head` ends in VALUES, `tail` may say what a row that is there becomes. What was added is written
/// when there is enough of it, and by done().
class Batch {
public:
    Batch(Database& database, std::string head, std::size_t columns, std::string tail = {})
        : database_{database}, head_{std::move(head)}, tail_{std::move(tail)}, columns_{columns} {}
    void add(std::initializer_list<Value> row);
    void done();

private:
    void write(std::size_t rows);

    Database& database_;
    std::string head_, tail_;
    std::size_t columns_;
    std::vector<Value> waiting_;
};

}  // namespace monitor::store
