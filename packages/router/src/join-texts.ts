interface Text {
  readonly type: 'text';
  readonly value: string;
}

/** Texts that follow each other as one: how a param is matched depends on the text before and behind it. */
export function joinTexts<Item extends { readonly type: string }>(items: readonly (Item | Text)[]): (Item | Text)[] {
  const joined: (Item | Text)[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (isText(item) && isText(last)) joined[joined.length - 1] = { type: 'text', value: last.value + item.value };
    else joined.push(item);
  }
  return joined;
}

function isText(item: { readonly type: string } | undefined): item is Text {
  return item?.type === 'text';
}
