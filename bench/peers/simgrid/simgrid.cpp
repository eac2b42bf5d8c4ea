// SimGrid's actors (S4U). Usage: simgrid WORKLOAD PENDING COUNT TABLE. Prints the seconds of the run and its answer as JSON.
// Its clock counts seconds, so the table's units become seconds and answers are turned back. A ball is a message over a
// link with a latency of one second. A customer is a message of size zero into a mailbox.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <vector>

#include <simgrid/s4u.hpp>

namespace s4u = simgrid::s4u;

static constexpr double unit = 1e-8;

static std::vector<double> table;
static std::size_t mask;

struct Draws {
  std::size_t index;
  std::size_t stride;
  double next() {
    const double drawn = table[index];
    index = (index + stride) & mask;
    return drawn;
  }
};

static Draws draws{0, 1};
static Draws gaps{0, 2};
static Draws services{1, 2};
static std::uint64_t done = 0;
static double last = 0;
static double waits = 0;

static void holder() {
  for (;;) {
    s4u::this_actor::sleep_for(draws.next() * unit);
    ++done;
    last = s4u::Engine::get_clock() / unit;
  }
}

static void server(std::uint64_t customers, s4u::SemaphorePtr arrived, std::deque<double>* waiting) {
  for (std::uint64_t customer = 0; customer < customers; ++customer) {
    arrived->acquire();
    waits += (s4u::Engine::get_clock() - waiting->front()) / unit;
    waiting->pop_front();
    s4u::this_actor::sleep_for(std::floor(0.9 * services.next()) * unit);
    ++done;
  }
}

static void source(std::uint64_t customers, s4u::SemaphorePtr arrived, std::deque<double>* waiting) {
  for (std::uint64_t customer = 0; customer < customers; ++customer) {
    s4u::this_actor::sleep_for(gaps.next() * unit);
    waiting->push_back(s4u::Engine::get_clock());
    arrived->release();
  }
}

static void player(std::uint64_t turns, bool first, s4u::Mailbox* mine, s4u::Mailbox* other) {
  static char ball;
  for (std::uint64_t turn = 0; turn < turns; ++turn) {
    if (!first || turn > 0) {
      mine->get<char>();
      ++done;
    }
    other->put(&ball, 0);
  }
}

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const double pending = std::atof(argv[2]);
  const double count = std::atof(argv[3]);
  std::FILE* file = std::fopen(argv[4], "rb");
  if (file == nullptr) return 2;
  double drawn;
  while (std::fread(&drawn, sizeof drawn, 1, file) == 1) table.push_back(drawn);
  std::fclose(file);
  mask = table.size() - 1;
  int arguments = 5;
  char* options[] = {argv[0], const_cast<char*>("--log=root.thresh:error"), const_cast<char*>("--cfg=contexts/stack-size:16"),
                     const_cast<char*>("--cfg=network/model:CM02"), const_cast<char*>("--cfg=contexts/guard-size:0"), nullptr};
  s4u::Engine engine(&arguments, options);
  auto* zone = s4u::create_full_zone("world");
  auto* left = zone->create_host("left", 1e9);
  auto* right = zone->create_host("right", 1e9);
  auto* link = zone->create_link("link", 1e9)->set_latency(1);
  zone->add_route(left->get_netpoint(), right->get_netpoint(), nullptr, nullptr, {s4u::LinkInRoute(link)});
  zone->seal();
  double end = -1;
  std::deque<double> waiting;
  if (std::strcmp(argv[1], "hold") == 0) {
    end = std::round(count / pending * 100000000.0) * unit;
    for (int actor = 0; actor < pending; ++actor) s4u::Actor::create("holder", left, holder);
    engine.run_until(0);
  } else if (std::strcmp(argv[1], "ping-pong") == 0) {
    auto* a = s4u::Mailbox::by_name("a");
    auto* b = s4u::Mailbox::by_name("b");
    const auto turns = static_cast<std::uint64_t>(count / 2);
    s4u::Actor::create("ping", left, player, turns + 1, true, a, b)->daemonize();
    s4u::Actor::create("pong", right, player, turns, false, b, a);
  } else {
    const auto customers = static_cast<std::uint64_t>(count);
    auto arrived = s4u::Semaphore::create(0);
    s4u::Actor::create("source", left, source, customers, arrived, &waiting);
    s4u::Actor::create("server", left, server, customers, arrived, &waiting);
  }
  const auto start = std::chrono::steady_clock::now();
  if (end >= 0) engine.run_until(end);
  else engine.run();
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (std::strcmp(argv[1], "ping-pong") == 0) std::printf("{\"seconds\":%.9f,\"answer\":{\"last\":%.17g}}\n", took, s4u::Engine::get_clock());
  else if (end >= 0) std::printf("{\"seconds\":%.9f,\"answer\":{\"done\":%llu,\"last\":%.17g}}\n", took, static_cast<unsigned long long>(done), last);
  else std::printf("{\"seconds\":%.9f,\"answer\":{\"done\":%llu,\"waits\":%.17g}}\n", took, static_cast<unsigned long long>(done), waits);
  std::fflush(stdout);
  std::_Exit(0);
}
