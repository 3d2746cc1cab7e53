package org.bellwether.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text on a terminal: columns that characters take, cuts, padding and line breaks. */
final class TerminalText {

  private static final Pattern WORDS = Pattern.compile(" +");

  private TerminalText() {}

  /** The text on one line and without control characters, which could move the cursor. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\n' || c == '\t' ? ' ' : c)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '�' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  static int width(String text) {
    return text.codePoints().map(TerminalText::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }

  /** The text in at most so many columns, an ellipsis at its end where it was cut. */
  static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      if (used + width(c) > columns - 1) {
        break;
      }
      cut.appendCodePoint(c);
      used += width(c);
    }
    return cut.append('…').toString();
  }

  static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** Lines of at most so many columns, broken at spaces, within a word only if it is longer. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : WORDS.split(text.strip(), -1)) {
      String rest = word;
      int needed = line.isEmpty() ? width(rest) : width(line.toString()) + 1 + width(rest);
      if (needed > columns && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (width(rest) > columns) {
        String head = head(rest, columns);
        lines.add(head);
        rest = rest.substring(head.length());
      }
      line.append(line.isEmpty() ? "" : " ").append(rest);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String head(String word, int columns) {
    int used = 0;
    int end = 0;
    while (end < word.length()) {
      int c = word.codePointAt(end);
      if (used + width(c) > columns) {
        break;
      }
      used += width(c);
      end += Character.charCount(c);
    }
    return word.substring(0, Math.max(end, 1));
  }
}
