// store: how are many rows written in few statements?

#include "batch.hpp"

namespace monitor::store {

void Batch::add(std::initializer_list<Value> row) {
    constexpr std::size_t enough = 64;
    waiting_.insert(waiting_.end(), row);
    if (waiting_.size() == enough * columns_) write(enough);
}

void Batch::done() {
    if (!waiting_.empty()) write(waiting_.size() / columns_);
}

void Batch::write(std::size_t rows) {
    std::string row{"(?"};
    for (std::size_t column = 1; column < columns_; ++column) row += ",?";
    row += ')';
    std::string sql = head_ + ' ' + row;
    for (std::size_t at = 1; at < rows; ++at) sql += ',' + row;
    database_.run(sql + ' ' + tail_, waiting_);
    waiting_.clear();
}

}  // namespace monitor::store
