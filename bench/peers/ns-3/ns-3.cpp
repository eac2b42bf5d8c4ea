// ns-3's core with its PriorityQueueScheduler. Usage: ns-3 WORKLOAD PENDING COUNT TABLE. Prints seconds and answer as JSON.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <vector>

#include "ns3/core-module.h"

using ns3::NanoSeconds;
using ns3::Simulator;

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
static std::int64_t last = 0;
static std::int64_t end = 0;

static std::int64_t now() { return Simulator::Now().GetNanoSeconds(); }

struct Holder {
  void fire() {
    if (now() > end) return Simulator::Stop();
    ++done;
    last = now();
    Simulator::Schedule(NanoSeconds(static_cast<std::int64_t>(draws.next())), &Holder::fire, this);
  }
};

struct Player {
  Player* other = nullptr;
  void receive() {
    if (now() > end) return Simulator::Stop();
    ++done;
    last = now();
    Simulator::Schedule(NanoSeconds(1), &Player::receive, other);
  }
};

struct Server {
  std::deque<std::int64_t> waiting;
  bool busy = false;
  double waits = 0;
  void begin(std::int64_t arrived) {
    busy = true;
    waits += static_cast<double>(now() - arrived);
    Simulator::Schedule(NanoSeconds(static_cast<std::int64_t>(0.9 * services.next())), &Server::depart, this);
  }
  void depart() {
    ++done;
    last = now();
    busy = false;
    if (waiting.empty()) return;
    const std::int64_t arrived = waiting.front();
    waiting.pop_front();
    begin(arrived);
  }
  void arrive() {
    if (busy) waiting.push_back(now());
    else begin(now());
  }
};

struct Source {
  Server* server;
  std::uint64_t left;
  void next() { Simulator::Schedule(NanoSeconds(static_cast<std::int64_t>(gaps.next())), &Source::send, this); }
  void send() {
    if (--left > 0) next();
    server->arrive();
  }
};

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
  ns3::ObjectFactory scheduler;
  scheduler.SetTypeId("ns3::PriorityQueueScheduler");
  Simulator::SetScheduler(scheduler);
  std::vector<Holder> holders(std::strcmp(argv[1], "hold") == 0 ? static_cast<std::size_t>(pending) : 0);
  Player ping;
  Player pong;
  Server server;
  Source source{&server, static_cast<std::uint64_t>(count)};
  if (!holders.empty()) {
    end = std::llround(count / pending * 100000000.0);
    for (Holder& holder : holders)
      Simulator::Schedule(NanoSeconds(static_cast<std::int64_t>(draws.next())), &Holder::fire, &holder);
  } else if (std::strcmp(argv[1], "ping-pong") == 0) {
    end = static_cast<std::int64_t>(count);
    ping.other = &pong;
    pong.other = &ping;
    Simulator::Schedule(NanoSeconds(1), &Player::receive, &ping);
  } else {
    source.next();
  }
  const auto start = std::chrono::steady_clock::now();
  Simulator::Run();
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("{\"seconds\":%.9f,\"answer\":{\"done\":%llu,\"last\":%lld,\"waits\":%.17g}}\n", took,
              static_cast<unsigned long long>(done), static_cast<long long>(last), server.waits);
}
