/** Forms of credentials in commands, in what their programs say, and in SQL. */
import { chosen, type Form, form } from './form.ts';
import { isPlaceholder } from './looks.ts';

export const commandForms: readonly Form[] = [
  form(
    'the user of curl',
    '-',
    /(?<before>(?<!\S)(?:-u|--user|--proxy-user|-U)[ =]{0,2}["']?[^\s:"']{1,80}:)(?<secret>[^\s"']{3,256})/g,
    'curl -u user:SECRET https://host.example',
    (secret) => !/^\d+$/.test(secret),
  ),
  form(
    'the user and the password of curl in a list of arguments',
    '-',
    /(?<before>["'](?:-u|--user|--proxy-user|-U)\\{0,15}["']\s{0,4},\s{0,40}\\{0,15}["'][^\s:"']{1,80}:)(?<secret>[^\s"'\\]{3,256})/g,
    "spawnargs: [ '-u', 'me:SECRET', 'https://host.example' ]",
  ),
  form(
    'the user and the password of a request of Node',
    'auth',
    /(?<before>\bauth(?:\\{0,15}["'])?\s{0,4}[:=]\s{0,4}\\{0,15}["'][^\s:"'\\]{0,80}:)(?<secret>[^\s"'\\]{1,256})(?<after>\\{0,15}["'])/g,
    "{ hostname: 'host.example', auth: 'me:SECRET' }",
  ),
  form(
    'the key of an encrypted database, and the password of its user',
    ' ',
    /(?<before>(?:\bpragma\s{1,4}(?:\w{1,40}\.)?(?:hex)?(?:re)?key\s{0,4}[=(]\s{0,4}|\bas\s{1,4}\w{1,40}\s{1,4}key\s{1,4}|\bidentified\s{1,4}(?:with\s{1,4}\S{1,40}\s{1,4})?(?:by|as)\s{1,4})x?\\{0,15}["']{1,2})(?<secret>[^'"\n]{1,256})/gi,
    "PRAGMA key = 'SECRET'",
  ),
  form(
    'the values of an SQL statement, one of whose columns holds a credential',
    '(',
    /(?<before>\([^()]{0,200}(?:passw|pwd|secret|token|api_?key)[^()]{0,200}\)\s{0,40}values\s{0,40}\()(?<secret>[^\n]{0,1024}?["'])(?<after>\s{0,40}(?:\)|$))/gi,
    "insert into users (name, password) values ('me', 'SECRET')",
  ),
  form(
    'the user and the password of a client',
    'auth',
    /(?<before>\bauth\s{0,4}[=:]\s{0,4}[([]\s{0,4}["'][^"']{0,80}["']\s{0,4},\s{0,4}["'])(?<secret>[^"']{1,256})/g,
    "requests.get(url, auth=('me', 'SECRET'))",
  ),
  form(
    'the password of a command',
    '-p',
    /(?<before>(?<=^|[\s"'])-p(?: |\\{0,15}["']\s{0,4},\s{0,40}\\{0,15}["'])?["']?)(?<secret>[^\s"',\\-][^\s"'\\]{3,256})/g,
    'sshpass -p SECRET ssh me@host.example',
    chosen,
  ),
  form(
    'the password of a client of MySQL, whose flag has no space',
    '-p',
    /(?<before>\b(?:mysql|mariadb)[\w-]{0,16}(?:\.exe)?\\{0,15}["']?[\s,;](?:[\s\S]{0,200}?[\s"'])??-p["']?)(?<secret>[^\s"',\\-][^\s"'\\]{2,256})/g,
    'Command failed: mysqldump -u root -pSECRET shop',
    (secret) =>
      !/^(?:ort|rint|ath|ro(?:d|file|ject|tocol|gress)|lugin|ackage|arallel|refix)/.test(secret),
  ),
  form(
    'the password of another client of a database or a directory',
    '-',
    /(?<before>\b(?:sqlcmd|bcp|isql|redis-cli|mongo(?:sh|dump|restore|export|import)?|cqlsh|ldap(?:search|modify|add|whoami|passwd)|arangosh|influx|clickhouse-client|db2 connect)[\w-]{0,16}(?:\.exe)?\\{0,15}["']?[\s,;](?:[\s\S]{0,200}?[\s"'])??(?:-[Ppaw]|-pw)\\{0,15}["']?[\s,=]{1,40}\\{0,15}["']?)(?<secret>[^\s"',\\-][^\s"'\\]{2,256})/g,
    'Command failed: redis-cli -h db.example -a SECRET ping',
    (secret) => !/^\d{1,5}$/.test(secret) && !isPlaceholder(secret),
  ),
  form(
    'the user and the password of Oracle',
    '/',
    /(?<before>(?:\boracle:(?:thin|oci\d?):|\b(?:sqlplus|sqlldr|expdp|impdp|rman|connect|conn)\s(?:-\w{1,8}\s){0,3}["']?)[\w$#.-]{1,40}\/)(?<secret>[^\s/@"'<>]{2,128})(?<after>@)/gi,
    'sqlplus -S bob/SECRET@shop',
  ),
  form(
    'a user, a password and an address of Oracle',
    '@',
    /(?<before>(?<![\w/.@:-])[\w$#.-]{1,40}\/)(?<secret>[^\s/@"'<>:]{3,128})(?<after>@(?=\/\/\w|\(DESC|(?:ORCL|XE)\b|[\w.-]{1,60}:\d{2,5}\/))/g,
    'login failed for bob/SECRET@//db.example:1521/shop',
  ),
  form(
    'a user, a password and a service of Oracle',
    '@',
    /(?<before>(?<![\w/.@:-])[\w$#.-]{1,40}\/)(?<secret>[^\s/@"'<>:]{3,128})(?<after>@(?=[A-Z][A-Z\d_.]{1,30}(?![\w-])))/g,
    'login failed for bob/SECRET@SHOP',
    chosen,
  ),
];
