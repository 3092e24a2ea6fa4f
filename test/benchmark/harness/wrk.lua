-- Makes wrk send the bytes of TSGI_BENCH_REQUEST, TSGI_BENCH_DEPTH at a time, and print its result as JSON.

-- As load-generator.ts and batches.ts have them.
local VARYING, BATCHES = '00000000', 1021

local template = os.getenv('TSGI_BENCH_REQUEST')
local depth = tonumber(os.getenv('TSGI_BENCH_DEPTH'))

local number = 0
local function batch()
  local requests = {}
  for index = 1, depth do
    number = number + 1
    requests[index] = template:gsub(VARYING, string.format('%08d', number))
  end
  return table.concat(requests)
end

if template:find(VARYING, 1, true) then
  local batches = {}
  for index = 1, BATCHES do
    batches[index] = batch()
  end
  local last = 0
  -- wrk calls this for every batch it sends.
  request = function()
    last = last % BATCHES + 1
    return batches[last]
  end
else
  local same = batch()
  -- Not `request`: `format` is called only once.
  wrk.format = function()
    return same
  end
end

done = function(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout + errors.status
  print(string.format('{"requests":%d,"seconds":%f,"failed":%d}', summary.requests, summary.duration / 1e6, failed))
end
