"""SimPy: each actor a process. Usage: peer.py WORKLOAD PENDING COUNT TABLE. Prints the seconds of the run and its answer."""

import array
import json
import math
import sys
import time

import simpy

workload, pending, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
table = array.array("d")
with open(sys.argv[4], "rb") as file:
    table.frombytes(file.read())


def draws(start, stride):
    while True:
        for index in range(start, len(table), stride):
            yield table[index]


environment = simpy.Environment()
answer = {"done": 0}


def hold(source):
    while True:
        yield environment.timeout(next(source))
        answer["done"] += 1
        answer["last"] = environment.now


def player(mine, other):
    while True:
        yield mine.get()
        answer["done"] += 1
        yield environment.timeout(1)
        other.put(1)


def customer(server, service):
    arrived = environment.now
    with server.request() as request:
        yield request
        answer["waits"] += environment.now - arrived
        yield environment.timeout(service)
        answer["done"] += 1


def source(server, gaps, services):
    for _ in range(count):
        yield environment.timeout(next(gaps))
        environment.process(customer(server, math.floor(0.9 * next(services))))


end = None
if workload == "hold":
    end = round(count / pending * 100_000_000) + 0.5
    drawn = draws(0, 1)
    for _ in range(pending):
        environment.process(hold(drawn))
    environment.run(until=0.5)
elif workload == "ping-pong":
    end = count - 0.5
    stores = [simpy.Store(environment), simpy.Store(environment)]
    environment.process(player(stores[0], stores[1]))
    environment.process(player(stores[1], stores[0]))
    stores[0].put(1)
else:
    answer["waits"] = 0
    environment.process(source(simpy.Resource(environment, 1), draws(0, 2), draws(1, 2)))

begin = time.perf_counter()
environment.run(until=end)
seconds = time.perf_counter() - begin
print(json.dumps({"seconds": seconds, "answer": answer}))
