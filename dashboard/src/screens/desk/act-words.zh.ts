/** Words of what stands beside the moves of a procedure. */
export const actWords = {
  aside: {
    supervise: '督办',
    remind: '催办',
    extend: '申请延期',
    decide: '批延期',
    withdraw: '收回',
  },
  then: {
    supervise: '办理后：值班长督办，通知承办力量，经过里写明理由',
    remind: '办理后：通知承办力量，催办次数加一',
    extend: '办理后：等值班长批准；批准前时限不变',
    decide: '批准则总时限顺延，不批则时限不变，都写入经过',
    withdraw: '收回后通知该力量；没有别的力量时退回待派发',
  },
  granted: '延期已批准',
  denied: '延期未批准',
  withdrawn: '{no} 从{unit}收回',
  withdrawTitle: '从{unit}收回',
  more: {
    legend: '再要多久',
    asked: '{who} 申请延期 {span}：',
    verdict: '批不批',
    yes: '批准',
    no: '不批准',
    due: '现在的总时限 {at}',
  },
  override: {
    title: '越限派单',
    then: '派给现在派不动的力量：记为越限，理由写入经过',
    load: '在办 {n}/{of}',
    mark: '越限',
  },
};
