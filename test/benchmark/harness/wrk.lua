-- Makes wrk send the bytes of TSGI_BENCH_REQUEST, TSGI_BENCH_DEPTH at a time, and print its result as JSON.

local batch = os.getenv('TSGI_BENCH_REQUEST'):rep(tonumber(os.getenv('TSGI_BENCH_DEPTH')))

-- Not `request`: wrk would call that for every request; `format` it calls once. wrk counts the requests in it by itself.
wrk.format = function()
  return batch
end

done = function(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout + errors.status
  print(string.format('{"requests":%d,"seconds":%f,"failed":%d}', summary.requests, summary.duration / 1e6, failed))
end
