#pragma once
// support: a browser in front of the pages: it keeps its cookies, and sends forms as a page of ours has them.

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/pages.hpp"
#include "monitor/transport/http.hpp"

namespace monitor::test {

struct Browser {
    std::unique_ptr<pages::Pages> pages{};
    std::string origin{"https://school.example"};
    std::map<std::string, std::string> cookies{};

    /// As the door would hand it on. Keeps the cookies that come back, as a browser does.
    transport::Response visit(std::string method, std::string target, std::string body = {},
                              std::vector<transport::Header> more = {}) {
        transport::Request request{std::move(method), std::move(target), std::move(more), std::move(body), "10.1.2.3", {}};
        request.headers.push_back({"x-request-id", "r1"});
        std::string jar;
        for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
        if (!jar.empty()) request.headers.push_back({"cookie", jar});
        auto response = pages->answer(request);
        for (const auto& [name, value] : response.headers) {
            if (name != "set-cookie") continue;
            const auto equals = value.find('='), end = value.find(';');
            const auto cookie = value.substr(0, equals);
            if (value.find("Max-Age=0") != std::string::npos)
                cookies.erase(cookie);
            else
                cookies[cookie] = value.substr(equals + 1, end - equals - 1);
        }
        return response;
    }
    transport::Response look(std::string target) { return visit("GET", std::move(target)); }
    /// As a form of ours is sent: with the proof that stands on `page`.
    transport::Response send(std::string target, std::string_view page, std::string more = {}) {
        return visit("POST", std::move(target), "proof=" + proof_on(page) + more,
                     {{"origin", origin}, {"content-type", "application/x-www-form-urlencoded"}});
    }
    static std::string proof_on(std::string_view page) {
        const std::string_view mark = "name=\"proof\" value=\"";
        const auto at = page.find(mark);
        if (at == std::string_view::npos) return {};
        const auto from = at + mark.size();
        return std::string{page.substr(from, page.find('"', from) - from)};
    }
    static std::string header(const transport::Response& response, std::string_view name) {
        const auto at = std::ranges::find(response.headers, name, &transport::Header::name);
        return at == response.headers.end() ? std::string{} : at->value;
    }
};

}  // namespace monitor::test
