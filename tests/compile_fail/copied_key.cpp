// Can a key be copied, so that one of the two is forgotten when it must be wiped?
// must say: use of deleted function .*Secret\(const monitor::seal::Secret&\)

#include <utility>

#include "monitor/seal/secret.hpp"

using monitor::seal::Secret;

Secret hand_over(Secret& key) {
#ifdef WRONG
    return key;
#else
    return std::move(key);
#endif
}
