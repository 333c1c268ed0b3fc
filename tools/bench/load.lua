-- For wrk: the addresses after "--" are asked in turns; at the end one line of JSON is printed.
local requests, number = {}, 0

function init(paths)
  for _, path in ipairs(paths) do
    table.insert(requests, wrk.format("GET", path))
  end
end

function request()
  number = number % #requests + 1
  return requests[number]
end

function done(summary, latency)
  local wrong = summary.errors
  print(string.format(
    '{"requests":%d,"seconds":%f,"bytes":%d,"p50":%f,"p99":%f,"failed":%d}',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
