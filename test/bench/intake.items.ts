/** What the bench sends: about 690 bytes of JSON with 60 Chinese characters; one in ten carries `record`. */
const TITLE =
  '澜川市文昌路与江澜路交叉口东南角人行道地面塌陷并伴有燃气异味请相关部门尽快派人到现场核实处置周边居民反映强烈影响通行安全隐患较大务必重视';
/** Kinds that open no incident: what is measured is the way of a message to disk and to the live figures. */
const TYPES = ['complaint.enquiry', 'complaint.suggestion', 'complaint.praise'];

/** Makes item number `i` of a run; runs never share ids. */
export function benchItem(run: string, i: number): Record<string, unknown> {
  return {
    id: `${run}-${i}`,
    ...(i % 10 === 0 ? { record: `${run}-R${i}` } : {}),
    stream: 'complaint',
    type: TYPES[i % TYPES.length],
    occurredAt: new Date(Date.now() - (i % 3600) * 1000).toISOString(),
    location: { lon: 120 + (i % 1000) / 5000, lat: 38.7 + (i % 997) / 9970, address: `文昌路${i % 900}号` },
    title: TITLE.slice(0, 60),
    description: TITLE.slice(0, 30),
    attributes: {
      channel: 'bench',
      operator: i % 50,
      callNo: `0${100000 + (i % 99999)}`,
      note: 'measured side by side',
    },
  };
}

/** One NDJSON body of `size` items from number `from`. */
export function benchBody(run: string, from: number, size: number): string {
  return Array.from({ length: size }, (_, i) => JSON.stringify(benchItem(run, from + i))).join('\n');
}
