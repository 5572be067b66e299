-- COUNSEL LLP, Boston. Call routing, in Lua.
function var(n) return channel[n]:get() or "" end
function box(m, how) app.voicemail(m .. "@default", how); app.hangup() end
function status() return var("DIALSTATUS") end

function reception()
  app.dial("PJSIP/200", 8, "tTkK")
  app.dial("PJSIP/204&PJSIP/205", 8, "tTkK")
  box("200", "u")
end
function billing()
  app.answer()
  app.queue("billing", "tT", "", "", 25)
  reception()
end
function intake()
  app.answer()
  app.playback("silence/1")
  app.queue("intake", "tTkK", "", "", 18)
  box("206", "u")
end
function ring(e)
  if var("DB(dnd/" .. e .. ")") == "1" then return box(e, "b") end
  local cf = var("DB(cf/" .. e .. ")")
  if cf ~= "" then
    app.dial("Local/" .. cf .. "@office/n", 20, "tT")
    return box(e, "u")
  end
  channel["__PICKUPMARK"] = e
  app.dial(var("PJSIP_DIAL_CONTACTS(" .. e .. ")"), 10, "tTkK")
  if status() == "BUSY" then return box(e, "b") end
  box(e, "u")
end
function attendant()
  for i = 1, 3 do
    app.read("K", "silence/2", 3, "", 1, 3)
    local k = var("K")
    if k == "0" or k == "" then return reception() end
    if k == "1" then return intake() end
    if k == "2" then return billing() end
    if k:match("^2%d%d$") then return ring(k) end
    app.playback("silence/1")
  end
  reception()
end
function night()
  app.read("K", "silence/2", 1, "", 1, 2)
  if var("K") == "1" then app.dial("PJSIP/+19785550199@bandwidth", 12, "r") end
  box("200", "u")
end
function failed(s) return s == "CONGESTION" or s == "CHANUNAVAIL" end
function dialout(n)
  channel["CALLERID(all)"] = '"COUNSEL LLP" <6175550100>'
  app.dial("PJSIP/+" .. n .. "@bandwidth", 15, "T")
  local s = status()
  if failed(s) then
    app.dial("PJSIP/" .. n:sub(2) .. "@voipms1", 15, "T")
    s = status()
  end
  if s == "BUSY" then app.busy(2) elseif failed(s) then app.congestion(2) else app.hangup() end
end

lines = {
  ["6175550100"] = function() app.answer(); attendant() end,
  ["6175550101"] = function()
    channel["__PICKUPMARK"] = "201"
    app.dial("PJSIP/201&Local/204@late/n", 14, "tTkK")
    box("201", "u")
  end,
  ["6175550102"] = reception,
  ["6175550103"] = function() ring("203") end,
  ["6175550104"] = function()
    app.answer()
    app.read("PIN", "silence/1", 4, "", 1, 6)
    if var("PIN") == "4321" then app.confbridge("1") else app.playback("pbx-invalid") end
    app.hangup()
  end,
  ["6175550105"] = function()
    app.answer()
    app.read("K", "silence/1", 1, "", 1, 4)
    if var("K") == "7" then return reception() end
    app.playback("silence/1")
    app.hangup()
  end,
  ["6175550106"] = function() app.answer(); night() end,
  ["6175550107"] = function()
    channel["CALLERID(name)"] = "Baker: " .. var("CALLERID(name)")
    app.dial("PJSIP/204", 12, "tT")
    box("201", "u")
  end,
  ["6175550108"] = function()
    app.dial("PJSIP/202&Local/19785550108@cell/n", 20, "tT")
    box("202", "u")
  end,
  ["6175550109"] = function()
    app.answer()
    app.queue("oncall", "tr", "", "", 30)
    box("200", "u")
  end,
  ["6175550110"] = billing,
  ["8005550199"] = intake,
  ["pots"] = function() app.dial("PJSIP/200", 10, "tT"); box("200", "u") end,
}
function did(d)
  local f = lines[d]
  if d ~= "pots" then channel["CDR(did)"] = d end
  if f then return f() end
  app.playback("ss-noservice")
  app.hangup(1)
end

-- two sub-accounts register; the number that was dialled stands in To only
function from_account(c, e) did(var("PJSIP_HEADER(read,To)"):match(":(%d+)@")) end

local ext = { ["_2XX"] = function(c, e) ring(e) end }
extensions = {
  ["from-bandwidth"] = { ["_+1NXXNXXXXXX"] = function(c, e) did(e:sub(3)) end },
  ["from-voipms"] = { ["counsel1"] = from_account, ["counsel2"] = from_account },
  ["from-pots"] = { ["s"] = function(c, e) did("pots") end },
  ["billing-keys"] = { ["0"] = function(c, e) reception() end },
  ["ext"] = ext,
  ["agents"] = { ["_2XX"] = function(c, e) app.dial(var("PJSIP_DIAL_CONTACTS(" .. e .. ")"), 30) end },
  ["late"] = { ["_2XX"] = function(c, e) app.wait(3); app.dial("PJSIP/" .. e, 20) end },
  ["cell"] = { ["_1NXXNXXXXXX"] = function(c, e) app.wait(2); app.dial("PJSIP/+" .. e .. "@bandwidth", 20) end },
  ["office"] = {
    ["_2XX"] = function(c, e) ring(e) end,
    ["290"] = function(c, e) app.dial("PJSIP/290", 15) end,
    ["600"] = function(c, e) app.dial("PJSIP/200&PJSIP/204&PJSIP/205", 12); app.hangup() end,
    ["601"] = function(c, e) intake() end,
    ["602"] = function(c, e) billing() end,
    ["800"] = function(c, e) app.confbridge("1") end,
    ["_*2XX"] = function(c, e) app.voicemail(e:sub(2) .. "@default", "su"); app.hangup() end,
    ["*97"] = function(c, e) app.voicemailmain(var("CALLERID(num)") .. "@default", "s"); app.hangup() end,
    ["_**2XX"] = function(c, e) app.pickup(e:sub(3) .. "@PICKUPMARK"); app.hangup() end,
    ["*8"] = function(c, e) app.pickup(); app.hangup() end,
    ["*11"] = function(c, e)
      local n = var("CALLERID(num)")
      app.addqueuemember("billing", "Local/" .. n .. "@agents", "", "", var("CALLERID(name)"), "PJSIP/" .. n)
      app.playback("silence/1"); app.hangup()
    end,
    ["*12"] = function(c, e)
      app.removequeuemember("billing", "Local/" .. var("CALLERID(num)") .. "@agents")
      app.playback("silence/1"); app.hangup()
    end,
    ["_*72X."] = function(c, e)
      channel["DB(cf/" .. var("CALLERID(num)") .. ")"] = e:sub(4)
      app.playback("silence/1"); app.hangup()
    end,
    ["_7[1-3]"] = function(c, e)
      if var("DEVICE_STATE(park:" .. e .. "@parkedcalls)") == "INUSE" then
        app.parkedcall("default", e)
      else
        channel["PARKINGEXTEN"] = e
        app.park("default")
      end
      app.hangup()
    end,
    ["_8NXXNXXXXXX"] = function(c, e)
      app.answer()
      app.read("MATTER", "silence/1", 4, "", 1, 5)
      channel["CDR(accountcode)"] = "M" .. var("MATTER")
      dialout("1" .. e:sub(2))
    end,
    ["_9NXXXXXX"] = function(c, e) dialout("1617" .. e:sub(2)) end,
    ["_91NXXNXXXXXX"] = function(c, e) dialout(e:sub(2)) end,
    ["_9011X."] = function(c, e)
      channel["CALLERID(all)"] = '"COUNSEL LLP" <6175550100>'
      app.dial("PJSIP/+" .. e:sub(5) .. "@bandwidth", 30, "T"); app.hangup()
    end,
    ["911"] = function(c, e)
      channel["CALLERID(all)"] = '"COUNSEL LLP" <6175550100>'
      app.dial("PJSIP/911@pots", 30); app.hangup()
    end,
  },
  ["parked-back"] = { ["_."] = function(c, e) if e ~= "h" then app.dial("PJSIP/200", 15, "tT") end end },
  ["click"] = { ["_X."] = function(c, e) app["goto"]("office", e, 1) end },
  ["reminder"] = { ["s"] = function(c, e)
    app.answer()
    app.read("K", "silence/2", 1, "", 1, 3)
    if var("K") == "1" then return intake() end
    app.playback("silence/1"); app.hangup()
  end },
}
