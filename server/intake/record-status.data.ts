/**
 * Words by which sources say that a record is finished, folded by `foldStatus`. Anything else is open while no closing time is given.
 * @source docs/import.md §Status words
 */
export const CLOSED_STATUS: ReadonlySet<string> = new Set([
  ...['closed', 'close', 'done', 'resolved', 'completed', 'complete', 'finished', 'archived'],
  ...['cancelled', 'canceled', 'void', 'voided', 'rejected', 'declined', 'duplicate', 'duplicated'],
  ...['referredout', 'transferredout', 'withdrawn', 'invalid', 'nofurtheraction'],
  ...['已办结', '办结', '已结案', '结案', '已关闭', '关闭', '已完成', '完成', '已归档', '归档', '已处置', '处置完成'],
  ...['已作废', '作废', '已撤销', '撤销', '已退回', '不予受理', '已取消', '取消', '已转出', '转出', '无效'],
]);

/** Folds a status word for comparing: lower case, full-width letters made normal, no spaces, dashes or underscores. */
export function foldStatus(status: string): string {
  return status
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}
