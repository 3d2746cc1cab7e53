package org.bellwether.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.render.Chart;
import org.bellwether.render.Figures;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.store.ProfiledHour;
import org.jspecify.annotations.Nullable;

/**
 * One column of a model's profile.
 *
 * @param chart its distribution, {@code null} where there is nothing to draw
 * @param figures name and value
 */
public record FeaturePanel(
    String name, String type, @Nullable Chart chart, List<List<String>> figures) {

  /** Columns shown; a page of thousands would not open. */
  static final int SHOWN = 60;

  static List<FeaturePanel> of(ProfiledHour hour) {
    return hour.schema().columns().stream()
        .filter(c -> hasValues(Objects.requireNonNull(hour.whole().column(c.name()))))
        .limit(SHOWN)
        .map(c -> of(c, Objects.requireNonNull(hour.whole().column(c.name()))))
        .toList();
  }

  private static boolean hasValues(ColumnSummary summary) {
    return summary.missing() < summary.rows();
  }

  private static FeaturePanel of(ColumnSchema column, ColumnSummary summary) {
    return new FeaturePanel(
        column.name(),
        column.type().name().toLowerCase(Locale.ROOT),
        Chart.distribution(title(column.name(), summary), summary),
        figures(summary));
  }

  private static String title(String name, ColumnSummary summary) {
    return switch (summary) {
      case ColumnSummary.Numeric n when n.rows() > n.missing() ->
          name
              + " lies between "
              + Figures.number(n.min())
              + " and "
              + Figures.number(n.max())
              + ", on average at "
              + Figures.number(n.mean());
      case ColumnSummary.Categorical c when !c.counts().isEmpty() -> {
        String most = c.counts().keySet().iterator().next();
        double share =
            (double) Objects.requireNonNull(c.counts().get(most)) / (c.rows() - c.missing());
        yield name + " is most often “" + most + "” (" + Figures.percent(share) + ")";
      }
      default -> name;
    };
  }

  private static List<List<String>> figures(ColumnSummary summary) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("missing", Figures.percent(summary.missingRate())));
    if (summary instanceof ColumnSummary.Numeric n) {
      rows.add(List.of("mean", Figures.number(n.mean())));
      rows.add(List.of("standard deviation", Figures.number(Math.sqrt(n.variance()))));
      rows.add(List.of("smallest", Figures.number(n.min())));
      rows.add(List.of("largest", Figures.number(n.max())));
    } else if (summary instanceof ColumnSummary.Categorical c) {
      rows.add(List.of("distinct values", Figures.number(c.distinct())));
    }
    return rows;
  }
}
