package org.bellwether.cli;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bellwether.check.CheckOptions;
import org.bellwether.drift.DriftMethod;
import org.bellwether.drift.DriftOptions;
import org.bellwether.finding.Threshold;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say how a run is judged. */
final class JudgeFlags {

  @Option(
      names = "--level",
      paramLabel = "SHARE",
      description =
          "Share of runs on unchanged data that may have any warning (default: ${DEFAULT-VALUE}).")
  double level = CheckOptions.DEFAULT_LEVEL;

  @Option(
      names = "--method",
      paramLabel = "[COLUMN=]METHOD",
      converter = MethodChoice.Converter.class,
      description =
          "Judge distributions by this statistic: of one column, or of numeric=METHOD and"
              + " categorical=METHOD; repeatable.")
  List<MethodChoice> methods = List.of();

  @Option(
      names = "--warn",
      paramLabel = "CHECK[:COLUMN]=WARNING,CRITICAL",
      converter = ThresholdChoice.Converter.class,
      description = "From where on an effect is a warning and critical; repeatable.")
  List<ThresholdChoice> thresholds = List.of();

  CheckOptions options(Instant now) {
    DriftOptions drift = DriftOptions.defaults();
    for (MethodChoice choice : methods) {
      drift =
          switch (choice.column()) {
            case "numeric" -> drift.withNumeric(choice.method());
            case "categorical" -> drift.withCategorical(choice.method());
            default -> drift.withColumn(choice.column(), choice.method());
          };
    }
    CheckOptions options = CheckOptions.defaults().withLevel(level).withDrift(drift).withNow(now);
    for (ThresholdChoice choice : thresholds) {
      options = options.withThreshold(choice.check(), choice.threshold());
    }
    return options;
  }

  /** Columns that --method names. */
  List<String> columns() {
    return methods.stream()
        .map(MethodChoice::column)
        .filter(c -> !c.equals("numeric") && !c.equals("categorical"))
        .toList();
  }

  /**
   * A statistic to judge by.
   *
   * @param column a column, or {@code numeric} or {@code categorical} for all of that type
   * @param method the statistic
   */
  record MethodChoice(String column, DriftMethod method) {

    static MethodChoice parse(String text) {
      int equal = text.lastIndexOf('=');
      String column = equal < 0 ? "numeric" : text.substring(0, equal);
      String word = text.substring(equal + 1);
      for (DriftMethod method : DriftMethod.values()) {
        if (method.word().equals(word)) {
          return new MethodChoice(column, method);
        }
      }
      throw new TypeConversionException(
          "'"
              + word
              + "' is no method; there are "
              + Arrays.stream(DriftMethod.values())
                  .map(DriftMethod::word)
                  .collect(Collectors.joining(", ")));
    }

    /** Reads the option. */
    static final class Converter implements ITypeConverter<MethodChoice> {
      @Override
      public MethodChoice convert(String value) {
        return parse(value);
      }
    }
  }

  /**
   * A threshold of one's own.
   *
   * @param check the check's name, or check and column as {@code missing-rate:income}
   * @param threshold from where on it matters
   */
  record ThresholdChoice(String check, Threshold threshold) {

    static ThresholdChoice parse(String text) {
      int equal = text.lastIndexOf('=');
      String[] bounds = text.substring(equal + 1).split(",", -1);
      if (equal <= 0 || bounds.length != 2) {
        throw new TypeConversionException(
            "'" + text + "' is no threshold: write missing-rate=0.05,0.2");
      }
      try {
        double warning = Double.parseDouble(bounds[0]);
        double critical = Double.parseDouble(bounds[1]);
        return new ThresholdChoice(
            text.substring(0, equal),
            critical >= warning
                ? Threshold.above(warning, critical)
                : Threshold.below(warning, critical));
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + text + "' is no threshold: write two numbers, such as missing-rate=0.05,0.2");
      }
    }

    /** Reads the option. */
    static final class Converter implements ITypeConverter<ThresholdChoice> {
      @Override
      public ThresholdChoice convert(String value) {
        return parse(value);
      }
    }
  }
}
