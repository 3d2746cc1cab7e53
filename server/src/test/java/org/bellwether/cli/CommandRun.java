package org.bellwether.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command did.
 *
 * @param code exit code
 * @param out what it printed, without the line breaks of a narrow terminal
 * @param err what it printed to standard error
 */
record CommandRun(int code, String out, String err) {

  static CommandRun of(Object... args) {
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), words);
    return new CommandRun(code, out.toString().replaceAll("\\s+", " "), err.toString());
  }
}
