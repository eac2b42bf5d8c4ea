// A bare event loop over std::priority_queue: what a simulation in C++ could reach with the standard library's heap.
// Usage: priority-queue WORKLOAD PENDING COUNT TABLE. Prints the seconds of the run and its answer as JSON.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <queue>
#include <vector>

struct Event {
  double time;
  std::uint64_t order;
  void (*fire)(std::uint32_t);
  std::uint32_t actor;
};

struct Later {
  bool operator()(const Event& a, const Event& b) const { return a.time != b.time ? a.time > b.time : a.order > b.order; }
};

static std::vector<double> table;
static std::size_t mask;
static std::priority_queue<Event, std::vector<Event>, Later> events;
static std::uint64_t order = 0;
static double now = 0;
static double last = 0;
static std::uint64_t done = 0;

struct Draws {
  std::size_t index;
  std::size_t stride;
  double next() {
    const double drawn = table[index];
    index = (index + stride) & mask;
    return drawn;
  }
};

static void schedule(double delay, void (*fire)(std::uint32_t), std::uint32_t actor) {
  events.push(Event{now + delay, order++, fire, actor});
}

static void run(double end) {
  while (!events.empty() && events.top().time <= end) {
    const Event event = events.top();
    events.pop();
    now = event.time;
    last = now;
    event.fire(event.actor);
  }
}

static Draws draws{0, 1};

static void hold(std::uint32_t actor) {
  ++done;
  schedule(draws.next(), hold, actor);
}

static void receive(std::uint32_t actor) {
  ++done;
  schedule(1, receive, 1 - actor);
}

static Draws gaps{0, 2};
static Draws services{1, 2};
static std::deque<double> waiting;
static bool busy = false;
static double waits = 0;
static std::uint64_t left = 0;

static void depart(std::uint32_t);

static void begin(double arrived) {
  busy = true;
  waits += now - arrived;
  schedule(std::floor(0.9 * services.next()), depart, 0);
}

static void depart(std::uint32_t) {
  ++done;
  busy = false;
  if (waiting.empty()) return;
  const double arrived = waiting.front();
  waiting.pop_front();
  begin(arrived);
}

static void arrive(std::uint32_t) {
  if (--left > 0) schedule(gaps.next(), arrive, 0);
  if (busy) waiting.push_back(now);
  else begin(now);
}

static double seconds(double end) {
  const auto start = std::chrono::steady_clock::now();
  run(end);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
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
  double took;
  if (std::strcmp(argv[1], "hold") == 0) {
    for (std::uint32_t actor = 0; actor < pending; ++actor) schedule(draws.next(), hold, actor);
    took = seconds(std::round(count / pending * 100000000.0));
  } else if (std::strcmp(argv[1], "ping-pong") == 0) {
    schedule(1, receive, 0);
    took = seconds(count);
  } else {
    left = static_cast<std::uint64_t>(count);
    schedule(gaps.next(), arrive, 0);
    took = seconds(INFINITY);
  }
  std::printf("{\"seconds\":%.9f,\"answer\":{\"done\":%llu,\"last\":%.17g,\"waits\":%.17g}}\n", took,
              static_cast<unsigned long long>(done), last, waits);
}
