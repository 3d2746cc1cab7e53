package org.bellwether.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what scripts/np_baseline.py prints. */
final class BaselineOutput {

  private static final Pattern COLUMN = Pattern.compile("([nc][0-9]+) (missing .*)");
  private static final Pattern SLICE = Pattern.compile("((?:ref|cur) \\S+) (n .*)");

  private BaselineOutput() {}

  /** Values by statistic, by column ({@code n0}) or slice ({@code cur c0_001}). */
  static Map<String, Map<String, String>> parse(String output) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      for (Pattern pattern : new Pattern[] {COLUMN, SLICE}) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.matches()) {
          Map<String, String> values = new LinkedHashMap<>();
          String[] words = matcher.group(2).split(" ", -1);
          for (int i = 0; i + 1 < words.length; i += 2) {
            values.put(words[i], words[i + 1]);
          }
          all.put(matcher.group(1), values);
        }
      }
    }
    return all;
  }
}
