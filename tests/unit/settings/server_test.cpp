// Which settings of the server are taken, and is every mistake told at once, with its line?

#include "monitor/settings/server.hpp"

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::settings;
using namespace std::chrono_literals;

namespace {

const std::string least = R"([server]
listen = "127.0.0.1:8443"
public_url = "https://school.example"
state = "state"
)";
const std::string plain_here = R"([server]
listen = "127.0.0.1:8080"
public_url = "http://127.0.0.1:8080"
state = "state"
tls = "plain_loopback"
)";

std::string told(std::string_view toml) {
    const auto read = server(toml, "/etc/monitor");
    return read ? "" : describe(read.error(), "f");
}

}  // namespace

TEST_CASE("three settings are enough, and the rest is the cautious choice", "[settings]") {
    const auto read = server(least, "/etc/monitor");
    REQUIRE(read);
    CHECK(read->listen_address == "127.0.0.1");
    CHECK(read->listen_port == 8443);
    CHECK(read->public_url == "https://school.example");
    CHECK(read->state == "/etc/monitor/state");
    CHECK(read->keys == "/etc/monitor/state/keys/keys");
    CHECK(read->tls == Tls::own);
    CHECK(read->providers.empty());
    CHECK(read->trusted_proxies.empty());
    CHECK(read->proxy_protocol == settings::ProxyProtocol::none);
    CHECK(read->pictures.empty());
    CHECK(read->language == Language::nl);
    CHECK(read->lease == 15s);
    CHECK(read->live_view == 10min);
    CHECK(read->picture == 48h);
    CHECK(read->session_idle == 60min);
    CHECK(read->session_longest == 10h);
}

TEST_CASE("every setting is read", "[settings]") {
    const auto read = server(R"(
[server]
listen = "[2001:db8::1]:443"
public_url = "https://school.example:444"
state = "/var/lib/monitor"
keys = "../keys"
tls = "files"
certificate = "c.pem"
certificate_key = "/k.pem"
trusted_proxies = ["10.1.0.0/16", "::1/128"]
language = "en"
[[provider]]
name = "Één"
issuer = "https://login.example/tenant/v2.0"
client_id = "id-1"
client_secret_file = "secret"
[[provider]]
name = "Two"
issuer = "https://login.example/"
client_id = "id-2"
[limits]
lease = "5s"
live_view = "120s"
picture = "60m"
session_idle = "8h"
session_longest = "12h"
)",
                             "/etc/monitor");
    REQUIRE(read);
    CHECK(read->listen_address == "2001:db8::1");
    CHECK(read->listen_port == 443);
    CHECK(read->state == "/var/lib/monitor");
    CHECK(read->keys == "/etc/monitor/../keys");
    CHECK(read->tls == Tls::files);
    CHECK(read->certificate == "/etc/monitor/c.pem");
    CHECK(read->certificate_key == "/k.pem");
    CHECK(read->trusted_proxies == std::vector<std::string>{"10.1.0.0/16", "::1/128"});
    CHECK(read->language == Language::en);
    REQUIRE(read->providers.size() == 2);
    CHECK(read->providers[0].name == "Één");
    CHECK(read->providers[0].issuer == "https://login.example/tenant/v2.0");
    CHECK(read->providers[0].client_id == "id-1");
    CHECK(read->providers[0].client_secret_file == "/etc/monitor/secret");
    CHECK(read->providers[1].issuer == "https://login.example/");
    CHECK(read->providers[1].client_secret_file.empty());
    CHECK(read->lease == 5s);
    CHECK(read->live_view == 2min);
    CHECK(read->picture == 1h);
    CHECK(read->session_idle == 480min);
    CHECK(read->session_longest == 12h);
}

TEST_CASE("all problems are told at once, in the order of their lines", "[settings]") {
    CHECK(told(R"(colour = "red"
[server]
lisen = "127.0.0.1:8443"
public_url = "https://school.example/"
state = 7
language = "fr"

[limits]
lease = "16s"
piture = "1h"
)") == R"(f:1: colour: is not a key that exists
f:2: server.listen: is missing
f:3: server.lisen: is not a key that exists (did you mean `listen`?)
f:4: server.public_url: must be as a browser shows it, such as "https://meekijken.school.example": no path, no slash at the end
f:5: server.state: must be a text between quotes
f:6: server.language: must be "nl" or "en"
f:9: limits.lease: must be from "5s" to "15s", a whole number of s
f:10: limits.piture: is not a key that exists (did you mean `picture`?)
)");
}

TEST_CASE("a file without a server section says so", "[settings]") {
    CHECK(told("") == "f: server: is missing\n");
    CHECK(told("[sever]\n") == "f: server: is missing\nf:1: sever: is not a key that exists (did you mean `server`?)\n");
    CHECK(told("server = 1\n") == "f:1: server: must be a table: [server]\n");
}

TEST_CASE("a file that is not TOML is one problem with its line", "[settings]") {
    CHECK(told("[server]\nlisten = \n").starts_with("f:2: is not TOML: "));
    CHECK(told("[server]\nlisten = \"a\"\nlisten = \"b\"\n").starts_with("f:3: is not TOML: "));
    CHECK(told("\xff\xfe").find("is not TOML") != std::string::npos);
    CHECK(told("x = " + std::string(60'000, '[')).find("is not TOML") != std::string::npos);
}

TEST_CASE("a file larger than 64 KiB is not read", "[settings]") {
    CHECK(told(least + "# " + std::string(65536, 'x')) == "f: is larger than 64 KiB\n");
    CHECK(told(least + "# " + std::string(65000, 'x')).empty());
}

TEST_CASE("without TLS a server serves this machine and no other", "[settings]") {
    CHECK(told(plain_here).empty());
    for (const auto* here : {"[::1]:8080", "127.3.2.1:8080"}) {
        auto toml = plain_here;
        toml.replace(toml.find("127.0.0.1:8080"), 14, here);
        CHECK(told(toml).empty());
    }
    for (const auto* there : {"0.0.0.0:8080", "[::]:8080", "10.1.2.3:8080", "[::ffff:127.0.0.1]:8080"}) {
        auto toml = plain_here;
        toml.replace(toml.find("127.0.0.1:8080"), 14, there);
        CHECK(told(toml) ==
              "f:5: server.tls: \"plain_loopback\" needs a server.listen on this machine, such as \"127.0.0.1:8080\"\n");
    }
    for (const auto* there :
         {"http://school.example", "https://127.0.0.1:8080", "http://127.0.0.1.school.example", "http://10.1.2.3"}) {
        auto toml = plain_here;
        toml.replace(toml.find("http://127.0.0.1:8080"), 21, there);
        CHECK(
            told(toml) ==
            "f:5: server.tls: \"plain_loopback\" needs a server.public_url on this machine, such as \"http://127.0.0.1:8080\"\n");
    }
}

TEST_CASE("with TLS the address in the browser begins with https", "[settings]") {
    auto toml = least;
    toml.replace(toml.find("https"), 5, "http");
    CHECK(told(toml) == "f: server.tls: \"own\" needs a server.public_url that begins with https://\n");
}

TEST_CASE("a certificate belongs to files, and files need both parts", "[settings]") {
    CHECK(told(least + "tls = \"files\"\n") == "f:1: server.certificate: is missing\nf:1: server.certificate_key: is missing\n");
    CHECK(told(least + "certificate = \"c.pem\"\n") == "f:5: server.certificate: is used only with tls = \"files\"\n");
    CHECK(told(least + "tls = \"none\"\n") == "f:5: server.tls: must be \"own\", \"files\" or \"plain_loopback\"\n");
}

TEST_CASE("an address to listen on is literal, with a port", "[settings]") {
    for (const auto* wrong :
         {"8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:080", "localhost:8080",
          "::1:8080", "[127.0.0.1]:8080", "[::1]", "[::1]8080", "[::1]:+1", "127.0.0.1:80 ", "[::1%lo]:80", "0x7f.1:80"}) {
        INFO(wrong);
        auto toml = least;
        toml.replace(toml.find("127.0.0.1:8443"), 14, wrong);
        CHECK(told(toml).starts_with("f:2: server.listen: "));
    }
}

TEST_CASE("a public address is one a browser would show", "[settings]") {
    for (const auto* wrong : {"school.example",
                              "ftp://school.example",
                              "https://",
                              "https:///",
                              "https://school.example/x",
                              "https://a@b.example",
                              "https://school.example?x",
                              "https://school.example#x",
                              "https://School.example",
                              "https://school.example:",
                              "https://school.example:99999",
                              "https://school..example",
                              "https://127.1",
                              "https://2130706433",
                              "https://0x7f.0x1",
                              "https://[::1",
                              "https://::1",
                              "https://scho ol.example",
                              "https://schöl.example",
                              "HTTPS://school.example"}) {
        INFO(wrong);
        auto toml = least;
        toml.replace(toml.find("https://school.example"), 22, wrong);
        CHECK(told(toml).starts_with("f:3: server.public_url: "));
    }
}

TEST_CASE("a provider is someone who can be known for sure", "[settings]") {
    const auto provider = [](std::string_view issuer) {
        return "[[provider]]\nname = \"P\"\nissuer = \"" + std::string{issuer} + "\"\nclient_id = \"c\"\n";
    };
    CHECK(told(plain_here + provider("http://127.0.0.1:8090")).empty());
    CHECK(told(plain_here + provider("http://[::1]:8090/realm")).empty());
    CHECK(told(plain_here + provider("https://login.example/t/v2.0")).empty());
    CHECK(told(least + provider("http://127.0.0.1:8090")).starts_with("f:7: provider.issuer: must be https"));
    CHECK(told(plain_here + provider("http://localhost:8090")).starts_with("f:8: provider.issuer: must be https"));
    CHECK(told(plain_here + provider("http://login.example")).starts_with("f:8: provider.issuer: must be https"));
    CHECK(told(plain_here + provider("https://login.example/?x=1")).starts_with("f:8: provider.issuer: must be a web address"));
    CHECK(told(plain_here + provider("https://login.example//")).starts_with("f:8: provider.issuer: must be a web address"));
}

TEST_CASE("providers need their keys, and a name each", "[settings]") {
    CHECK(told(least + "[[provider]]\n") ==
          "f:5: provider.name: is missing\nf:5: provider.issuer: is missing\nf:5: provider.client_id: is missing\n");
    const std::string one = "[[provider]]\nname = \"P\"\nissuer = \"https://login.example\"\nclient_id = \"c\"\n";
    CHECK(told(least + one + one) == "f:10: provider.name: is the name of another provider too\n"
              "f:11: provider.issuer: is the issuer, or the tenant, of another provider too\n");
    CHECK(told(least + "[provider]\nname = \"P\"\n") == "f:5: provider: must be at most 16 tables: [[provider]]\n");
    std::string many = least;
    for (int number = 0; number < 17; ++number) many += "[[provider]]\n";
    CHECK(told(many).find("must be at most 16 tables") != std::string::npos);
    CHECK(told(least + one + "secret = \"hunter2\"\n") == "f:9: provider.secret: is not a key that exists\n");
}

TEST_CASE("limits can be tighter than the promises, never wider", "[settings]") {
    const auto limit = [](std::string_view key, std::string_view value) {
        return told(least + "[limits]\n" + std::string{key} + " = " + std::string{value} + "\n");
    };
    CHECK(limit("picture", "\"47h\"").empty());
    CHECK(limit("picture", "\"49h\"") == "f:6: limits.picture: must be from \"1h\" to \"48h\", a whole number of h\n");
    CHECK(limit("live_view", "\"11m\"") == "f:6: limits.live_view: must be from \"1m\" to \"10m\", a whole number of m\n");
    for (const auto* wrong : {"\"4s\"", "\"16s\"", "\"\"", "\"15\"", "\"s\"", "\"-5s\"", "\"+5s\"", "\"1.5s\"", "\"5 s\"",
                              "\"5S\"", "\"5ms\"", "\"99999999s\"", "15", "15.0", "true", "[\"15s\"]"}) {
        INFO(wrong);
        CHECK(limit("lease", wrong).starts_with("f:6: limits.lease: "));
    }
    CHECK(limit("live_view", "\"90s\"").starts_with("f:6: limits.live_view: "));
    CHECK(limit("session_longest", "\"90m\"").starts_with("f:6: limits.session_longest: "));
}

TEST_CASE("trusted proxies are blocks of addresses", "[settings]") {
    const auto proxies = [](std::string_view list) { return told(least + "trusted_proxies = " + std::string{list} + "\n"); };
    CHECK(proxies("[]").empty());
    CHECK(proxies("[\"10.0.0.0/8\", \"::/0\"]").empty());
    for (const auto* wrong : {"\"10.0.0.0/8\"", "[1]", "[\"10.0.0.0\"]", "[\"10.0.0.1/8\"]", "[\"10.0.0.0/33\"]",
                              "[\"proxy.example/32\"]", "[\"\"]", "[\"::1/129\"]"}) {
        INFO(wrong);
        CHECK(proxies(wrong).starts_with("f:5: server.trusted_proxies: "));
    }
}

TEST_CASE("what servers share is for servers that share a Redis", "[settings]") {
    const std::string shared = "cluster_secret_file = \"cluster\"\n";
    CHECK(told(least + "pictures = \"unix:/run/redis.sock\"\n" + shared).empty());
    CHECK(told(least + shared).starts_with("f:5: server.cluster_secret_file: needs pictures in a Redis"));
}

TEST_CASE("last pictures are in memory, or in a Redis on this machine", "[settings]") {
    const auto pictures = [](std::string_view at) { return told(least + "pictures = \"" + std::string{at} + "\"\n"); };
    for (const auto* fits : {"memory", "unix:/run/redis/redis.sock", "127.0.0.1:6379", "[::1]:6379"}) {
        INFO(fits);
        CHECK(pictures(fits).empty());
    }
    for (const auto* wrong : {"redis", "unix:redis.sock", "10.0.0.5:6379", "0.0.0.0:6379", "localhost:6379", "127.0.0.1"}) {
        INFO(wrong);
        CHECK(pictures(wrong).starts_with("f:5: server.pictures: must be"));
    }
}

TEST_CASE("the tables are in files, or in a PostgreSQL that is named without a secret", "[settings]") {
    const auto store = [](std::string_view words) { return told(least + "[store]\npostgres = \"" + std::string{words} + "\"\n"); };
    for (const auto* fits : {"host=/run/postgresql user=monitor dbname=monitor",
                             "host=127.0.0.1 port=5433 user=m dbname=m passfile=/etc/monitor/pgpass",
                             "host=db.school.example user=m dbname=m sslmode=verify-full sslrootcert=/etc/monitor/ca.pem"}) {
        INFO(fits);
        CHECK(store(fits).empty());
    }
    for (const auto& [wrong, why] :
         {std::pair{"host=/run/postgresql user=m dbname=m password=geheim", "must not hold a password"},
          std::pair{"host=/run/postgresql dbname=m", "needs host=, user= and dbname="},
          std::pair{"host=/run/postgresql  user=m dbname=m", "needs host=, user= and dbname="},
          std::pair{"host=/run/a,db.example user=m dbname=m", "needs host=, user= and dbname="},
          std::pair{"host=db.school.example user=m dbname=m", "needs sslmode=verify-full"},
          std::pair{"host=10.0.0.5 user=m dbname=m sslmode=require", "needs sslmode=verify-full"},
          std::pair{"host=/run/postgresql user=m dbname=m options=-csynchronous_commit=off", "no other word: options"},
          std::pair{"service=monitor", "no other word: service"}}) {
        INFO(wrong);
        CHECK(store(wrong).find(why) != std::string::npos);
        CHECK(store(wrong).find("geheim") == std::string::npos);
    }
    CHECK(told(least + "[store]\n") == "f:5: store.postgres: is missing\n");
}

TEST_CASE("the PROXY protocol is spoken by trusted proxies only", "[settings]") {
    const auto protocol = [](std::string_view word, std::string_view proxies) {
        return told(least + "proxy_protocol = \"" + std::string{word} + "\"\ntrusted_proxies = " + std::string{proxies} + "\n");
    };
    CHECK(protocol("v2", "[\"10.0.0.0/8\"]").empty());
    CHECK(protocol("none", "[]").empty());
    CHECK(protocol("v2", "[]").starts_with("f:5: server.proxy_protocol: needs trusted_proxies"));
    CHECK(protocol("v1", "[\"10.0.0.0/8\"]").starts_with("f:5: server.proxy_protocol: must be"));
}

TEST_CASE("a text is not empty, not endless and holds no control characters", "[settings]") {
    CHECK(told(least + "keys = \"\"\n") == "f:5: server.keys: is empty\n");
    CHECK(told(least + "keys = \"" + std::string(1025, 'k') + "\"\n") == "f:5: server.keys: is longer than 1024 bytes\n");
    CHECK(told(least + "keys = \"a\\u0000b\"\n") == "f:5: server.keys: holds control characters\n");
    CHECK(told(least + "\"a\\nb\" = 1\n") == "f:5: server.a?b: is not a key that exists\n");
}

TEST_CASE("the record may lie elsewhere, and its lines may go to syslog or a file", "[settings]") {
    const auto plain = server(least, "/etc/monitor");
    REQUIRE(plain);
    CHECK(plain->audit_directory.empty());
    CHECK(plain->audit_stream.empty());
    const auto set = server(least + "[audit]\ndirectory = \"record\"\nstream = \"syslog\"\n", "/etc/monitor");
    REQUIRE(set);
    CHECK(set->audit_directory == "/etc/monitor/record");
    CHECK(set->audit_stream == "syslog");
    CHECK(server(least + "[audit]\nstream = \"record.json\"\n", "/etc/monitor")->audit_stream == "/etc/monitor/record.json");
    CHECK(told(least + "[audit]\nstrem = \"syslog\"\n") ==
          "f:6: audit.strem: is not a key that exists (did you mean `stream`?)\n");
}
