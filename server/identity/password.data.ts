/** Passwords and cores of passwords seen most often in leaks, and words that everyone here would guess; folded to lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `123456789012 1234567890123 12345678901234 111111111111 000000000000 password passw0rd p@ssw0rd password1 passwordpassword qwerty qwertyuiop
  qwertyuiop123 1qaz2wsx3edc 1q2w3e4r5t6y q1w2e3r4t5y6 zaq12wsxcde3 asdfghjkl asdfghjkl123 zxcvbnm zxcvbnm123 abc abcd abcdef abcdefg abcd1234abcd
  admin admin123 administrator adminadmin root rootroot toor letmein letmeinplease welcome welcomehome iloveyou iloveyou123 monkey dragon
  football baseball basketball superman batman sunshine princess master shadow michael jordan charlie trustno1 starwars whatever
  changeme changemeplease changeit default secret secretsecret mypassword newpassword temppassword temporary testtest test guest guestguest user
  login loginlogin access passphrase correcthorsebatterystaple correct horse battery staple correcthorse
  woaini woaini1314 woaini520 5201314 5201314520 woaiwojia wodemima mima mimamima zhongguo zhongguoren beijing shanghai guangzhou chengdu
  shenzhen huawei huawei@ huawei123 alibaba taobao tencent qazwsx qazwsxedc qazwsxedcrfv aini1314 a123456789 a1b2c3d4e5f6
  city citybrain city-brain chengshidanao yiwangtongguan lanchuan zhihuizhongxin zhihuichengshi operator dispatcher officer leader auditor display
  government police zhengfu gongan xinfang 12345hotline hotline12345`.split(/\s+/),
);
