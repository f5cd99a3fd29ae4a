// pages: the Poco server that carries them.
//
// The door let nothing strange in, gave every request the same few headers, and takes whole answers back: what is left for Poco
// is to read a request and write an answer.

#include "http/poco_server.hpp"

#include <string>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/ThreadPool.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "monitor/base/ascii.hpp"

namespace monitor::pages {
namespace {

constexpr int threads = 16;
constexpr int waiting_requests = 256;
constexpr std::size_t longest_body = 64 * 1024;

class OnePage final : public Poco::Net::HTTPRequestHandler {
public:
    OnePage(Pages& pages, Log& log) : pages_{pages}, log_{log} {}

    void handleRequest(Poco::Net::HTTPServerRequest& from, Poco::Net::HTTPServerResponse& to) override {
        try {
            write(pages_.answer(read(from)), to);
        } catch (const std::exception&) {
            // What a page threw names no person, but may hold one: only that it happened is told.
            log_.write(Level::error, "pages", "a page threw");
            if (!to.sent()) write({.status = 500}, to);
        }
    }

private:
    static transport::Request read(Poco::Net::HTTPServerRequest& from) {
        transport::Request request;
        request.method = from.getMethod();
        request.target = from.getURI();
        for (const auto& [name, value] : from) request.headers.push_back({lowered(name), value});
        request.address = request.header("x-monitor-peer");
        std::string body(longest_body + 1, '\0');
        from.stream().read(body.data(), static_cast<std::streamsize>(body.size()));
        body.resize(static_cast<std::size_t>(from.stream().gcount()));
        if (body.size() > longest_body) body.clear();  // no form of ours is so long: it will lack its proof
        request.body = std::move(body);
        return request;
    }

    static void write(const transport::Response& answer, Poco::Net::HTTPServerResponse& to) {
        to.setStatusAndReason(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
        for (const auto& [name, value] : answer.headers) to.add(name, value);
        to.sendBuffer(answer.body.data(), answer.body.size());
    }

    Pages& pages_;
    Log& log_;
};

class PageFactory final : public Poco::Net::HTTPRequestHandlerFactory {
public:
    PageFactory(Pages& pages, Log& log) : pages_{pages}, log_{log} {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
        return new OnePage{pages_, log_};  // Poco deletes it
    }

private:
    Pages& pages_;
    Log& log_;
};

Poco::Net::HTTPServerParams::Ptr limits() {
    Poco::Net::HTTPServerParams::Ptr params{new Poco::Net::HTTPServerParams};
    params->setMaxThreads(threads);
    params->setMaxQueued(waiting_requests);
    params->setTimeout(Poco::Timespan{5, 0});
    params->setKeepAlive(false);
    params->setThreadIdleTime(Poco::Timespan{60, 0});
    return params;
}

class TheServer final : public PocoServer {
public:
    TheServer(Pages& pages, const std::filesystem::path& path, const Poco::Net::ServerSocket& socket, Log& log)
        : path_{path}, pool_{2, threads}, server_{new PageFactory{pages, log}, pool_, socket, limits()} {
        server_.start();
    }
    ~TheServer() override {
        server_.stopAll(false);
        pool_.joinAll();
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

private:
    std::filesystem::path path_;
    Poco::ThreadPool pool_;
    Poco::Net::HTTPServer server_;
};

bool is_private(const std::filesystem::path& directory) {
    struct stat facts {};
    return ::stat(directory.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) && (facts.st_mode & 0777) == 0700;
}

}  // namespace

std::expected<std::unique_ptr<PocoServer>, Error> serve(Pages& pages, const std::filesystem::path& path, Log& log) {
    if (!is_private(path.parent_path()))
        return std::unexpected{Error{Remedy::ask_operator, "a directory of mode 0700 for the pages", 0, path.parent_path()}};
    try {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        Poco::Net::ServerSocket socket;
        socket.bind(Poco::Net::SocketAddress{Poco::Net::SocketAddress::UNIX_LOCAL, path.string()}, false);
        if (::chmod(path.c_str(), 0600) != 0)
            return std::unexpected{Error{Remedy::ask_operator, "chmod of the pages' socket", errno, path}};
        socket.listen(waiting_requests);
        return std::make_unique<TheServer>(pages, path, socket, log);
    } catch (const Poco::Exception& trouble) {
        return std::unexpected{Error{Remedy::ask_operator, "listen on the pages' socket", trouble.code(), path}};
    }
}

}  // namespace monitor::pages
