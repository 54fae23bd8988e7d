/** The letters by which a word in 汉字 is typed: the first of each sign's pinyin. */

const letters = "abcdefghjklmnopqrstwxyz";
/** The first sign of each of these letters in the order of pinyin; no syllable begins with i, u or v. Source: CLDR, zh-pinyin. */
const firsts = Array.from("阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀");
const byPinyin = new Intl.Collator("zh-CN-u-co-pinyin");
const han = /\p{Script=Han}/u;

function initialOf(sign: string): string {
  if (!han.test(sign)) return /[\p{L}\p{N}]/u.test(sign) ? sign.toLowerCase() : "";
  const at = firsts.findLastIndex((first) => byPinyin.compare(first, sign) <= 0);
  return letters[at] ?? "";
}

/**
 * Returns the initials of a label: 产品质量问题 is cpzlwt, 早餐 1 份 is zc1f. Signs that are no 汉字 stand for themselves,
 * blanks and marks are left out; of a sign with several readings the commonest counts.
 */
export function initialsOf(label: string): string {
  return Array.from(label.normalize("NFKC"), initialOf).join("");
}

/** Whether what was typed begins the label, as it is written or by its initials. */
export function typedBegins(typed: string, label: string): boolean {
  const text = typed.toLowerCase();
  return initialsOf(label).startsWith(text) || label.toLowerCase().startsWith(text);
}
