// store: when is audit.db opened, and what if its disk does not give it?

#include "lines_about.hpp"
#include "parts.hpp"
#include "schema.hpp"

namespace monitor::store {
namespace {

constexpr std::chrono::seconds pause{5};

}  // namespace

std::expected<AuditFile*, Error> AuditDoor::file() {
    const std::lock_guard alone{mutex_};
    if (file_) return file_.get();
    if (why_ && clock_.tick() < again_) return std::unexpected{*why_};
    const bool news = !why_;
    try {
        std::unique_ptr<AuditFile> opened{new AuditFile{Database{open_()}, keys_, clock_, random_, log_}};
        prepare(opened->database, File::audit);
        const Reaching all_schools{opened->database, Reach::across()};
        point_at_older(*opened);
        if (why_) log_.write(Level::info, "store", "audit.db can be used again");
        file_ = std::move(opened);
        return file_.get();
    } catch (Failure& failure) {
        failure.error.operation = "open audit.db";
        why_ = std::move(failure.error);
    } catch (const std::exception&) {
        why_ = Error{Remedy::give_up, "open audit.db", 0, "unforeseen"};
    }
    if (news) log_.write(Level::error, "store", "audit.db cannot be used: nobody can look along until it can");
    again_ = clock_.tick() + pause;
    return std::unexpected{*why_};
}

}  // namespace monitor::store
