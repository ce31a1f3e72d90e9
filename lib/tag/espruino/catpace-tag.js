// Catpace tag program for Espruino boards. It speaks the Catpace tag profile, version 1 (docs/tag-profile.md).
//
// This file is the module "catpace" in the board's Storage, without the lines that are only comment and without indentation
// (`lean-program.ts`). The tests run that same text. It keeps to what the interpreter knows (espruino.com/Features): ES5, no
// function hoisting, no line break after `return`, 8-bit strings.
//
// Rule of the log: a frame gets its number when it is logged, and only what is logged is sent. `NRF.updateServices` forgets a
// notification without a word when the radio's queue is full; the host then finds a number missing and asks for it again.

var VERSION = '1.0.0';
var storage = require('Storage');
var flash = require('Flash');

var ID = '-c848-43aa-b57c-a061544f83c8';
var SERVICE = 'c4f30001' + ID;
var STATUS = 'c4f30002' + ID;
var DATA = 'c4f30003' + ID;
var CONTROL = 'c4f30004' + ID;
var CONFIG = 'c4f30005' + ID;

var ACCEL = 1;
var TENSION = 2;
var GYRO = 4;
var LOG = 8;
var BUTTON = 16;
var FAULT_ACCEL = 1;
var FAULT_CELL = 2;
var FAULT_LOG = 4;

// One notification in this time, ms. The radio's queue may hold only one (SoftDevice default); the firmware asks for a
// connection interval of 7.5 to 20 ms, each of which empties it.
var GAP_MS = 25;
var BATTERY_EVERY_MS = 60000;
var LOW_BATTERY = 10;
// Of the Storage, left to others and to the Storage's own book-keeping, bytes.
var STORAGE_RESERVE = 4096;
var PAGE_BYTES = 4096;
var LOG_FILE = 'catpace.l';
var CALIBRATION_FILE = 'catpace.cal';
var WIRING_FILE = 'catpace.json';

var board;
var caps = 0;
var config;
var payload = 20;
var bootId;
var bootTime;
var faults = 0;
var battery = 255;
var lowBatteryTold = false;
var connected = false;
var streaming = false;
var tickTimer;

function now() {
  return Math.round((getTime() - bootTime) * 1000);
}

// v as n bytes, lowest first. Right for negative v too.
function le(v, n) {
  var r = [];
  while (n--) {
    r.push(v & 255);
    v = Math.floor(v / 256);
  }
  return r;
}

function u16(d, o) {
  return d[o] | (d[o + 1] << 8);
}

function u24(d, o) {
  return u16(d, o) | (d[o + 2] << 16);
}

function clip(v) {
  v = Math.round(v);
  return v > 32767 ? 32767 : v < -32767 ? -32767 : v;
}

function update(uuid, value, how) {
  var characteristic = { value: value };
  var service = {};
  var all = {};
  if (how) characteristic[how] = true;
  service[uuid] = characteristic;
  all[uuid === '2A19' ? '180F' : SERVICE] = service;
  try {
    NRF.updateServices(all);
    return true;
  } catch (e) {
    return false;
  }
}

// ---- The log: segments of whole frames, oldest first. The newest are in RAM; when RAM is full and the host has not released
// the oldest of them, it goes to a slot in flash, and the slots are used round robin. With a host that releases, flash is never
// written.
//
// Where the processor sees the Storage as memory (Puck.js), the slots lie in one file, in the whole pages inside it, and a page
// is erased by itself: 85 ms in which the processor stands still, and one of the 10,000 erasures that a page bears (nRF52832
// specification). Elsewhere (flash on SPI: Bangle.js, XIAO) each slot is a file that the Storage replaces; it has megabytes
// before it must compact.

var segments = [];
var spare = [];
// Slots that may be written, in the order in which they are.
var freeFiles = [];
// Of the one log file: where it lies in memory, and its first whole page. 0: each slot is a file.
var logAddress = 0;
var logStart = 0;
var perPage = 1;
var ramSegments = 0;
// Oldest frame that may be asked for, and the number that the next one gets. They rise without wrapping.
var first = 0;
var next = 0;
var overrun = false;
var overrunNote = false;

function dropOldest(isLoss) {
  var g = segments.shift();
  g.gone = true;
  if (g.file < 0) {
    spare.push(g.data);
    ramSegments--;
  } else freeFiles.push(g.file);
  if (isLoss && !overrun && first < g.from + g.count) overrun = overrunNote = true;
  if (first < g.from + g.count) first = g.from + g.count;
}

function addressOf(file) {
  var text = storage.read(file);
  // 0 for flash that is not mapped into memory.
  return text ? E.getAddressOf(text, true) : 0;
}

// The slots of the one log file: segments side by side in its whole pages.
function layOut() {
  var i;
  var text = storage.read(LOG_FILE);
  freeFiles = [];
  logAddress = addressOf(LOG_FILE);
  if (!logAddress) return;
  logStart = -logAddress & (PAGE_BYTES - 1);
  perPage = PAGE_BYTES / board.segmentBytes;
  for (i = 0; i < Math.floor((text.length - logStart) / PAGE_BYTES) * perPage; i++) freeFiles.push(i);
}

function store(slot, bytes) {
  var address;
  if (!logAddress) return storage.write(LOG_FILE + slot, bytes);
  address = logAddress + logStart + slot * board.segmentBytes;
  if (slot % perPage === 0) flash.erasePage(address);
  flash.write(bytes, address);
  return true;
}

function fetch(slot, offset, length) {
  if (!logAddress) return storage.read(LOG_FILE + slot, offset, length);
  return storage.read(LOG_FILE, logStart + slot * board.segmentBytes + offset, length);
}

// The oldest segment in RAM goes to flash. It is lost when there is no flash, or when flash refuses.
function spill() {
  var i = segments.length - ramSegments;
  var g = segments[i];
  var file;
  var kept = false;
  if (logAddress && addressOf(LOG_FILE) !== logAddress) {
    // Somebody wrote to the Storage and it moved the file: the pages lie elsewhere in it now.
    for (; i > 0; i--) dropOldest(true);
    layOut();
  }
  // A page is erased whole, so all its slots must be free.
  while (i > 0 && freeFiles.length < (logAddress && freeFiles[0] % perPage === 0 ? perPage : 1)) {
    dropOldest(true);
    i--;
  }
  file = freeFiles[0];
  if (file !== undefined) {
    try {
      kept = store(file, new Uint8Array(g.data.buffer, 0, (g.size + 3) & ~3));
    } catch (e) {
      kept = false;
    }
    if (kept) freeFiles.shift();
    else faults |= FAULT_LOG;
  }
  if (kept) {
    spare.push(g.data);
    g.data = undefined;
    g.file = file;
    ramSegments--;
  } else {
    for (; i >= 0; i--) dropOldest(true);
  }
}

function append(bytes) {
  var g = segments[segments.length - 1];
  if (!g || g.size + bytes.length > board.segmentBytes) {
    if (ramSegments >= board.ramSegments) spill();
    g = {
      data: spare.length ? spare.pop() : new Uint8Array(board.segmentBytes),
      file: -1,
      from: next,
      count: 0,
      size: 0,
    };
    segments.push(g);
    ramSegments++;
  }
  g.data.set(bytes, g.size);
  g.size += bytes.length;
  g.count++;
  next++;
}

function release(upto) {
  while (segments.length > 1 && segments[0].from + segments[0].count <= upto + 1) dropOldest(false);
  if (upto >= next) upto = next - 1;
  if (first <= upto) first = upto + 1;
  overrun = false;
}

function frameLength(g, o) {
  var head = g.data ? g.data[o] : fetch(g.file, o, 1).charCodeAt(0);
  var kind = head >> 5;
  return 8 + (head & 31) * (kind === 4 ? 1 : kind === 2 ? 2 : 6);
}

// A cursor stands on frame `seq`, at `offset` of `segment`. False when that frame does not exist yet.
function seek(cursor) {
  var g = cursor.segment;
  var i = segments.length;
  var seq;
  if (cursor.seq < first) {
    cursor.seq = first;
    g = undefined;
  }
  if (cursor.seq >= next) return false;
  if (g && !g.gone && cursor.offset < g.size) return true;
  do {
    g = segments[--i];
  } while (g.from > cursor.seq);
  cursor.segment = g;
  cursor.offset = 0;
  for (seq = g.from; seq < cursor.seq; seq++) cursor.offset += frameLength(g, cursor.offset);
  return true;
}

// Whole frames for one notification, from the cursor on and before `end`. They lie side by side, so nothing is copied.
function pack(cursor, end) {
  var length;
  var size = 0;
  var g;
  var offset;
  // A frame made when notifications held more goes nowhere now.
  while (seek(cursor) && cursor.seq < end) {
    length = frameLength(cursor.segment, cursor.offset);
    if (length <= payload) break;
    cursor.offset += length;
    cursor.seq++;
  }
  if (cursor.seq >= end || cursor.seq >= next) return undefined;
  g = cursor.segment;
  offset = cursor.offset;
  while (cursor.seq < end && cursor.offset < g.size) {
    length = frameLength(g, cursor.offset);
    if (size + length > payload) break;
    size += length;
    cursor.offset += length;
    cursor.last = cursor.seq++;
    cursor.sent++;
  }
  return g.data ? new Uint8Array(g.data.buffer, offset, size) : fetch(g.file, offset, size);
}

// ---- Sending: one thing in GAP_MS. Live frames and a report take turns.

var live = { seq: 0, sent: 0 };
var report;
var answers = [];
var probes = [];
var probeAnswer;
var isLiveTurn = false;
var statusDue = false;
var batteryDue = false;
var pumpTimer;

function status() {
  return [1, caps].concat(
    le(bootId, 2),
    le(first & 0xffffff, 4),
    le(next & 0xffffff, 4),
    le(now(), 4),
    le(payload, 2),
    [battery, faults]
  );
}

function kick() {
  if (connected && pumpTimer === undefined) pumpTimer = setTimeout(pump, GAP_MS);
}

function pump() {
  var value;
  pumpTimer = undefined;
  if (!connected) return;
  if (probes.length) {
    value = new Uint8Array(probes.shift());
    value[0] = 7 << 5;
    if (!probes.length) answers.push(probeAnswer);
  } else if (statusDue) {
    statusDue = false;
    update(STATUS, status(), 'notify');
    return kick();
  } else if (batteryDue) {
    batteryDue = false;
    update('2A19', [battery > 100 ? 0 : battery], 'notify');
    return kick();
  } else {
    isLiveTurn = !isLiveTurn;
    if (isLiveTurn || !report) value = pack(live, next);
    if (!value && report) value = pack(report, report.end);
    if (!value) endReport();
  }
  if (value) update(DATA, value, 'notify');
  if (answers.length) {
    update(STATUS, status());
    // An indication waits for the host to confirm the one before it: until then the stack refuses.
    if (update(CONTROL, answers[0], 'indicate')) answers.shift();
  }
  if (value || answers.length || report || probes.length) kick();
}

function answer(op, txid, state, result) {
  answers.push([op | 128, txid, state].concat(result || []));
  kick();
}

function endReport() {
  if (!report) return;
  answer(0x10, report.txid, 0, le(report.sent, 4).concat(le(first, 3), le(report.last, 3)));
  report = undefined;
}

// ---- Frames

function builder(kind, values) {
  var bytes = new Uint8Array(8 + 62 * values);
  return {
    kind: kind,
    values: values,
    bytes: bytes,
    counts: new Int16Array(bytes.buffer, 8),
    n: 0,
    t: 0,
    max: 1,
    period: 20,
  };
}

var accel = builder(1, 3);
var tension = builder(2, 1);
var gyro = builder(3, 3);

function stamp(bytes, head, t) {
  bytes.set([head].concat(le(next & 0xffffff, 3), le(t, 4)), 0);
}

function close(f) {
  if (!f.n) return;
  stamp(f.bytes, (f.kind << 5) | f.n, f.t);
  append(new Uint8Array(f.bytes.buffer, 0, 8 + f.n * f.values * 2));
  f.n = 0;
  kick();
}

function closeAll() {
  close(accel);
  close(tension);
  close(gyro);
}

function push(f, x, y, z) {
  var t = now();
  var i;
  // Samples got lost on the way: those that follow get a time of their own.
  if (f.n && t - f.t > (f.n + 2) * f.period) close(f);
  if (!f.n) f.t = t;
  f.seen = t;
  i = f.n * f.values;
  f.counts[i] = x;
  if (f.values > 1) {
    f.counts[i + 1] = y;
    f.counts[i + 2] = z;
  }
  if (++f.n >= f.max) close(f);
}

function fit(f) {
  f.max = Math.min(31, Math.floor((payload - 8) / (2 * f.values)));
}

function note(code, more) {
  var body = [code].concat(more || []);
  var bytes = new Uint8Array(8 + body.length);
  stamp(bytes, (4 << 5) | body.length, now());
  bytes.set(body, 8);
  append(bytes);
  kick();
}

function fault(bit, on) {
  if (on === !!(faults & bit)) return;
  faults ^= bit;
  statusDue = true;
  if (on) note(4, [bit]);
}

// ---- Load cell on an HX711 (its data sheet): the data pin goes low when a value is ready, 25 clock pulses bring 24 bits and
// choose gain 128 again. A pulse must be shorter than 60 us, too short for JavaScript: the clock is played by the data-out
// line of a software SPI that sends 10101010.

var cell;

function cellRead() {
  var d;
  var raw = 0;
  var i;
  cell.watch = cell.soon = undefined;
  d = cell.spi.send([170, 170, 170, 170, 170, 170, 128]);
  for (i = 0; i < 6; i++)
    raw = (raw << 4) | ((d[i] >> 3) & 8) | ((d[i] >> 2) & 4) | ((d[i] >> 1) & 2) | (d[i] & 1);
  if (raw & 0x800000) raw -= 0x1000000;
  cell.seen = now();
  // The first four are still settling.
  if (cell.settle) cell.settle--;
  else {
    cell.raws.push(raw);
    if (cell.raws.length > 16) cell.raws.shift();
    // Not calibrated: the value means nothing in newtons, so it is marked as missing.
    if (streaming && config[0] & TENSION) push(tension, cell.k ? clip((raw - cell.zero) * cell.k) : -32768);
  }
  cellArm();
}

function cellArm() {
  if (!cell.on || cell.watch !== undefined) return;
  if (cell.dout.read()) cell.watch = setWatch(cellRead, cell.dout, { edge: 'falling' });
  else cell.soon = setTimeout(cellRead, 10);
}

// It draws about 10 mA with its bridge: on only while somebody may want it.
function cellPower() {
  var on = connected || streaming;
  if (!cell || cell.on === on) return;
  cell.on = on;
  cell.raws = [];
  cell.settle = 4;
  cell.seen = now();
  cell.sck.write(on ? 0 : 1);
  if (on) return cellArm();
  if (cell.watch !== undefined) clearWatch(cell.watch);
  if (cell.soon !== undefined) clearTimeout(cell.soon);
  cell.watch = cell.soon = undefined;
}

function cellSetUp() {
  var wiring = storage.readJSON(WIRING_FILE, true);
  var calibration = storage.readJSON(CALIBRATION_FILE, true) || {};
  if (!wiring || !wiring.sck || !wiring.dout) return;
  cell = {
    sck: new Pin(wiring.sck),
    dout: new Pin(wiring.dout),
    hz: wiring.hz || 80,
    raws: [],
    points: [],
    on: false,
  };
  cell.zero = calibration.zero || 0;
  cell.k = calibration.k || 0;
  cell.spi = new SPI();
  cell.spi.setup({ miso: cell.dout, mosi: cell.sck });
  cell.dout.mode('input');
  cell.sck.write(1);
  caps |= TENSION;
  if (!cell.k) faults |= FAULT_CELL;
}

// Mean of the last values; undefined when the cell is silent.
function cellMean() {
  var sum = 0;
  var i;
  if (cell.raws.length < 4 || now() - cell.seen > 500) return undefined;
  for (i = 0; i < cell.raws.length; i++) sum += cell.raws[i];
  return sum / cell.raws.length;
}

function cellControl(op, txid, d) {
  var mean;
  var p;
  var q;
  if (!cell) return answer(op, txid, 5);
  if (op === 5) {
    p = cell.points[0];
    // One point and the present zero, or two points.
    q = cell.points[1] || [0, cell.zero];
    if (!p || p[0] === q[0] || p[1] === q[1]) return answer(op, txid, 5);
    // 20 mN a count.
    cell.k = (p[0] - q[0]) / 20 / (p[1] - q[1]);
    cell.zero = p[1] - p[0] / 20 / cell.k;
    cell.points = [];
    storage.writeJSON(CALIBRATION_FILE, { zero: cell.zero, k: cell.k });
    fault(FAULT_CELL, false);
    return answer(op, txid, 0);
  }
  mean = cellMean();
  if (mean === undefined) return answer(op, txid, 6);
  if (op === 4) {
    cell.points.push([d[2] | (d[3] << 8) | (d[4] << 16) | (d[5] << 24), mean]);
    if (cell.points.length > 2) cell.points.shift();
    return answer(op, txid, 0, le(Math.round(mean), 4));
  }
  if (!cell.k) return answer(op, txid, 5);
  p = Math.round((mean - cell.zero) * cell.k * 20);
  cell.zero = mean;
  return answer(op, txid, 0, le(p, 4));
}

// ---- Boards: what each can do, and how its sensor is started and stopped.
// ramSegments is the most that is wanted: `ramLog` takes no more than a third of the free memory. flashSegments is for flash
// that is not mapped; a mapped log takes what room there is.

// Puck.js v2: LSM6DS3TR-C behind Puck.accelOn, raw counts. Registers by its data sheet: 10h range in bits 2 and 3, 11h gyroscope
// off by 0, 0Dh interrupt at each new acceleration only (the firmware's own setting fires for either sensor).
function puckBoard() {
  return {
    model: 'Puck.js',
    caps: ACCEL | GYRO,
    payload: 50,
    segmentBytes: 1024,
    ramSegments: 8,
    flashSegments: 0,
    ranges: [2, 16, 4, 8],
    rates: [26, 52, 104, 208],
    rate: 52,
    range: 8,
    gyroDps: 245,
    start: function () {
      Puck.accelOn(u16(config, 2));
      Puck.accelWr(0x10, (Puck.accelRd(0x10) & 0xf3) | (this.ranges.indexOf(config[1]) << 2));
      Puck.accelWr(0x0d, 1);
      if (!(config[0] & GYRO)) Puck.accelWr(0x11, 0);
    },
    stop: function () {
      Puck.accelOff();
    },
    listen: function () {
      Puck.on('accel', function (a) {
        if (!streaming) return;
        if (config[0] & ACCEL) push(accel, clip(a.acc.x), clip(a.acc.y), clip(a.acc.z));
        if (config[0] & GYRO) push(gyro, clip(a.gyro.x), clip(a.gyro.y), clip(a.gyro.z));
      });
    },
    battery: function () {
      return E.getBattery ? E.getBattery() : Puck.getBatteryPercentage();
    },
  };
}

// Bangle.js 2: KX023, polled by the firmware, which gives g. Its counts are 8192 a g at +-4 g; the firmware reckons with no
// other range. Registers by its data sheet: 18h standby and operation at +-4 g, 1Bh rate with the filter at half of it.
function bangleBoard() {
  return {
    model: 'Bangle.js 2',
    caps: ACCEL,
    payload: 128,
    segmentBytes: 4096,
    ramSegments: 8,
    flashSegments: 64,
    ranges: [4],
    rates: [25, 50, 100],
    rate: 50,
    range: 4,
    set: function (code) {
      Bangle.accelWr(0x18, 0x6c);
      Bangle.accelWr(0x1b, code);
      Bangle.accelWr(0x18, 0xec);
    },
    start: function () {
      var hz = u16(config, 2);
      this.set(0x40 | (this.rates.indexOf(hz) + 1));
      Bangle.setPollInterval(1000 / hz);
    },
    stop: function () {
      this.set(0);
      Bangle.setPollInterval(80);
    },
    listen: function () {
      Bangle.on('accel', function (a) {
        if (streaming && config[0] & ACCEL) push(accel, clip(a.x * 8192), clip(a.y * 8192), clip(a.z * 8192));
      });
      E.showMessage('Hold the button to leave', 'Catpace tag');
    },
    battery: function () {
      return E.getBattery();
    },
  };
}

// Seeed XIAO BLE: the Sense has an LSM6DS3TR-C at 6Ah, fed by pin D15. Its battery cannot be read safely: unknown.
function xiaoBoard() {
  var b = {
    model: 'XIAO BLE',
    caps: 0,
    payload: 128,
    segmentBytes: 4096,
    ramSegments: 8,
    flashSegments: 64,
    ranges: [2, 16, 4, 8],
    rates: [26, 52, 104, 208],
    rate: 52,
    range: 8,
    start: function () {
      I2C1.writeTo(0x6a, [0x12, 0x44]);
      I2C1.writeTo(0x6a, [
        0x10,
        ((this.rates.indexOf(u16(config, 2)) + 2) << 4) | (this.ranges.indexOf(config[1]) << 2),
      ]);
      I2C1.writeTo(0x6a, [0x0d, 1]);
      this.read();
    },
    stop: function () {
      I2C1.writeTo(0x6a, [0x10, 0]);
    },
    read: function () {
      var d;
      var c;
      I2C1.writeTo(0x6a, 0x28);
      d = new Uint8Array(I2C1.readFrom(0x6a, 6));
      c = new Int16Array(d.buffer);
      if (streaming && config[0] & ACCEL) push(accel, clip(c[0]), clip(c[1]), clip(c[2]));
    },
    listen: function () {
      if (this.caps & ACCEL) setWatch(this.read, D18, { edge: 'rising', repeat: true });
    },
    battery: function () {
      return 255;
    },
  };
  try {
    D15.write(1);
    I2C1.setup({ sda: D17, scl: D16, bitrate: 400000 });
    I2C1.writeTo(0x6a, 0x0f);
    if (I2C1.readFrom(0x6a, 1)[0] === 0x6a) b.caps = ACCEL;
  } catch (e) {
    b.caps = 0;
  }
  return b;
}

// Any other board: a load cell, if one is wired.
function plainBoard() {
  return {
    model: process.env.BOARD,
    caps: 0,
    payload: 20,
    segmentBytes: 1024,
    ramSegments: 4,
    flashSegments: 16,
    ranges: [8],
    rates: [50],
    rate: 50,
    range: 8,
    start: function () {},
    stop: function () {},
    listen: function () {},
    battery: function () {
      return 255;
    },
  };
}

// ---- Streams

function tick() {
  var t = now();
  closeAll();
  if (streaming) {
    if (config[0] & ACCEL) fault(FAULT_ACCEL, t - accel.seen > 1000);
    if (config[0] & TENSION && cell.k) fault(FAULT_CELL, t - cell.seen > 1000);
  }
  if (overrunNote) {
    overrunNote = false;
    note(3);
  }
  if (connected) update(STATUS, status());
  kick();
}

// The tick runs while there is somebody to tell or something to flush.
function schedule() {
  if (tickTimer !== undefined) clearInterval(tickTimer);
  tickTimer = connected || streaming ? setInterval(tick, config[10] * 10) : undefined;
  cellPower();
}

// False when the sensor does not start.
function startStreams() {
  if (streaming) return true;
  try {
    if (config[0] & (ACCEL | GYRO)) board.start();
  } catch (e) {
    fault(FAULT_ACCEL, true);
    return false;
  }
  fit(accel);
  fit(tension);
  fit(gyro);
  accel.period = gyro.period = 1000 / u16(config, 2);
  tension.period = 1000 / u16(config, 4);
  accel.seen = now();
  streaming = true;
  schedule();
  return true;
}

function stopStreams() {
  if (!streaming) return;
  closeAll();
  streaming = false;
  if (config[0] & (ACCEL | GYRO)) board.stop();
  schedule();
}

function defaultConfig() {
  return [caps & (ACCEL | TENSION), board.range].concat(
    le(board.rate, 2),
    le(cell ? cell.hz : 80, 2),
    le(board.gyroDps || 0, 2),
    le(board.gyroDps ? board.rate : 0, 2),
    [20, 0]
  );
}

function canDo(d) {
  if (d.length !== 12 || d[0] & ~caps & 7 || d[10] < 2 || d[10] > 100) return false;
  if (d[0] & ACCEL && (board.ranges.indexOf(d[1]) < 0 || board.rates.indexOf(u16(d, 2)) < 0)) return false;
  if (d[0] & TENSION && u16(d, 4) !== cell.hz) return false;
  return !(d[0] & GYRO) || (d[0] & ACCEL && u16(d, 6) === board.gyroDps && u16(d, 8) === u16(d, 2));
}

// The stack has already taken what the host wrote: what is in force is put back.
function onConfig(event) {
  var d = new Uint8Array(event.data);
  var i;
  if (!streaming && canDo(d)) {
    config = [];
    for (i = 0; i < 12; i++) config.push(d[i]);
  }
  update(CONFIG, config);
}

// ---- Control

// The number that the host names by 24 bits: the one nearest to the newest frame.
function seqOf(wire) {
  var back = (next - wire) & 0xffffff;
  return next - (back > 0x800000 ? back - 0x1000000 : back);
}

var LENGTHS = { 1: 2, 2: 2, 3: 2, 4: 6, 5: 2, 6: 10, 16: 8, 17: 2, 18: 5, 32: 2, 33: 4 };

function onControl(event) {
  var t = now();
  var d = new Uint8Array(event.data);
  var op = d[0];
  var id = d[1];
  var from;
  var to;
  if (d.length < 2) return undefined;
  if (!LENGTHS[op]) return answer(op, id, 1);
  if (d.length !== LENGTHS[op]) return answer(op, id, 2);
  if ((report || probes.length) && op !== 17) return answer(op, id, 4);
  if (op === 1) {
    answer(op, id, startStreams() ? 0 : 6);
  } else if (op === 2) {
    stopStreams();
    answer(op, id, 0);
  } else if (op < 6) {
    cellControl(op, id, d);
  } else if (op === 6) {
    answer(op, id, 0, le(t, 4));
  } else if (op === 16) {
    from = seqOf(u24(d, 2));
    to = seqOf(u24(d, 5));
    if (from > to) return answer(op, id, 3);
    if (from < first) from = first;
    report = { txid: id, seq: from, end: Math.min(to + 1, next), sent: 0, last: from > 0 ? from - 1 : 0 };
    kick();
  } else if (op === 17) {
    endReport();
    answer(op, id, 0);
  } else if (op === 18) {
    release(seqOf(u24(d, 2)));
    answer(op, id, 0);
  } else if (op === 32) {
    probes = [20, 50, 128, 182, 244].filter(function (n) {
      return n <= board.payload;
    });
    probeAnswer = [op | 128, id, 0];
    kick();
  } else {
    to = u16(d, 2);
    if (to < 20) return answer(op, id, 3);
    closeAll();
    payload = Math.min(to, board.payload);
    fit(accel);
    fit(tension);
    fit(gyro);
    answer(op, id, 0, le(payload, 2));
  }
  return undefined;
}

// ---- Start

function readBattery() {
  var percent = board.battery();
  if (percent === battery) return;
  battery = percent;
  statusDue = batteryDue = true;
  if (battery <= LOW_BATTERY && !lowBatteryTold) {
    lowBatteryTold = true;
    note(2, [battery]);
  }
  kick();
}

function ramLog() {
  var memory = process.memory();
  var most = Math.floor((memory.free * (memory.blocksize || 14)) / 3 / board.segmentBytes);
  board.ramSegments = Math.max(2, Math.min(board.ramSegments, most));
}

// A host names frames by number alone, so what an earlier boot left behind cannot be asked for: it is forgotten. The file in
// memory is kept, its pages are erased when they are used.
function setUpLog() {
  var i;
  var room;
  var isMapped = addressOf('catpace');
  storage.list(/^catpace\.l/).forEach(function (name) {
    if (!isMapped || name !== LOG_FILE) storage.erase(name);
  });
  room = storage.getFree() - STORAGE_RESERVE;
  if (!isMapped) {
    room = Math.floor(room / (board.segmentBytes + 32));
    for (i = 0; i < Math.min(room, board.flashSegments); i++) freeFiles.push(i);
    return;
  }
  if (!storage.read(LOG_FILE) && room > 2 * PAGE_BYTES) storage.write(LOG_FILE, '\xff', 0, room & ~3);
  layOut();
}

// A name of 7 letters is all that fits beside a 128-bit UUID; the UART's own stays in the scan response.
function advertise() {
  var bytes = [2, 1, 6, 17, 7];
  var hex = SERVICE.split('-').join('');
  var i;
  for (i = 30; i >= 0; i -= 2) bytes.push(parseInt(hex.substr(i, 2), 16));
  bytes.push(8, 8);
  for (i = 0; i < 7; i++) bytes.push('Catpace'.charCodeAt(i));
  NRF.setAdvertising(new Uint8Array(bytes), {
    name: 'Catpace ' + NRF.getAddress().substr(12, 5).split(':').join(''),
  });
}

function offer() {
  var ours = {};
  ours[STATUS] = { readable: true, notify: true, maxLen: 20, value: status() };
  ours[DATA] = { notify: true, maxLen: board.payload, value: [7 << 5] };
  ours[CONTROL] = { writable: true, indicate: true, maxLen: 20, value: [0], onWrite: onControl };
  ours[CONFIG] = { readable: true, writable: true, maxLen: 12, value: config, onWrite: onConfig };
  var all = {
    '180F': { '2A19': { readable: true, notify: true, maxLen: 1, value: [battery > 100 ? 0 : battery] } },
    '180A': {
      '2A29': { readable: true, value: 'Espruino' },
      '2A24': { readable: true, value: board.model },
      '2A26': { readable: true, value: 'catpace ' + VERSION + ', ' + process.env.VERSION },
    },
  };
  all[SERVICE] = ours;
  NRF.setServices(all);
}

exports.VERSION = VERSION;

exports.start = function () {
  bootTime = getTime();
  bootId = E.hwRand() & 0xffff;
  if (typeof Puck !== 'undefined') board = puckBoard();
  else if (typeof Bangle !== 'undefined') board = bangleBoard();
  else if (process.env.BOARD === 'XIAOBLE') board = xiaoBoard();
  else board = plainBoard();
  caps = board.caps | LOG;
  cellSetUp();
  ramLog();
  setUpLog();
  config = defaultConfig();
  board.listen();
  if (typeof BTN !== 'undefined') {
    caps |= BUTTON;
    setWatch(
      function () {
        note(1);
      },
      BTN,
      { edge: 'rising', debounce: 50, repeat: true }
    );
  }
  battery = board.battery();
  setInterval(readBattery, BATTERY_EVERY_MS);
  NRF.on('connect', function () {
    connected = true;
    live.seq = next;
    update(STATUS, status());
    schedule();
  });
  NRF.on('disconnect', function () {
    connected = false;
    report = undefined;
    answers = [];
    probes = [];
    schedule();
  });
  offer();
  advertise();
};
