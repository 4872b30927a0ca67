import type { Role } from '../../protocol/identity.js';

/** An invented person of the demo centre. `home` is the screen that the role starts on. */
export interface DemoPerson {
  username: string;
  role: Role;
  name: string;
  nameEn: string;
  districts: readonly string[];
  home: string;
  shiftLead?: boolean;
}

const ONE_DISTRICT = ['990101'];

/** The demo accounts, one per role and the simulator's crews. All names are invented. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { username: 'operator', role: 'operator', name: '周敏', nameEn: 'Zhou Min', districts: [], home: '/wall' },
  {
    username: 'duty',
    role: 'duty',
    name: '陈立',
    nameEn: 'Chen Li',
    districts: ONE_DISTRICT,
    home: '/wall',
    shiftLead: true,
  },
  { username: 'officer', role: 'officer', name: '林晓', nameEn: 'Lin Xiao', districts: ONE_DISTRICT, home: '/field' },
  { username: 'leader', role: 'leader', name: '许文', nameEn: 'Xu Wen', districts: [], home: '/lead' },
  { username: 'admin', role: 'admin', name: '赵岚', nameEn: 'Zhao Lan', districts: [], home: '/admin' },
  { username: 'auditor', role: 'auditor', name: '吴桐', nameEn: 'Wu Tong', districts: [], home: '/feeds' },
  { username: 'display', role: 'display', name: '大屏', nameEn: 'Wall display', districts: [], home: '/wall' },
  {
    username: 'crew-1',
    role: 'crew',
    name: '处置一组',
    nameEn: 'Crew 1',
    districts: [],
    home: '/wall',
    shiftLead: true,
  },
  {
    username: 'crew-2',
    role: 'crew',
    name: '处置二组',
    nameEn: 'Crew 2',
    districts: [],
    home: '/wall',
    shiftLead: true,
  },
  {
    username: 'crew-3',
    role: 'crew',
    name: '处置三组',
    nameEn: 'Crew 3',
    districts: [],
    home: '/wall',
    shiftLead: true,
  },
];

/** Titles of the demo people, beside their names on the sign-in page. */
export const DEMO_TITLES: Readonly<Record<Role, readonly [zh: string, en: string]>> = {
  operator: ['值班长', 'Watch leader'],
  duty: ['派单员', 'Dispatcher'],
  officer: ['外勤', 'Field officer'],
  leader: ['分管领导', 'Leader in charge'],
  admin: ['系统管理员', 'Administrator'],
  auditor: ['审计员', 'Auditor'],
  display: ['只读大屏', 'Read-only wall'],
  crew: ['模拟器', 'Simulator'],
};
