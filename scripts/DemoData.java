import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the flights that {@code bellwether demo} ships; docs/data-sources.md says where they come from.
 *
 * <pre>
 *   npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
 *   java --enable-native-access=ALL-UNNAMED -cp 'server/target/lib/*' scripts/DemoData.java package/data/flights-3m.parquet
 * </pre>
 */
final class DemoData {
  private static final String FOLDER = "server/src/main/resources/org/bellwether/cli/demo/";

  public static void main(String[] args) throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      connection
          .createStatement()
          .execute(
              """
              create table flights as
              select row_number() over () as id, * from '%s'
              where origin in ('ATL', 'DEN', 'DFW', 'LAX', 'ORD', 'PHX')
              """
                  .formatted(args[0]));
      write(connection, 1, 24_000, "january.csv.gz");
      write(connection, 3, 12_000, "march.csv.gz");
    }
  }

  /** A uniform sample of four whole weeks of a month, the same in every run, in order of departure. */
  private static void write(Connection connection, int month, int rows, String name)
      throws IOException, SQLException {
    String query =
        """
        select strftime(date, '%%Y-%%m-%%d %%H:%%M') as departure, origin, destination,
               dayname(date) as weekday, hour(date) as hour, distance,
               case when delay >= 15 then 'yes' else 'no' end as late
        from (select * from flights where month(date) = %d and day(date) <= 28 order by md5(id::varchar) limit %d)
        order by date, id
        """
            .formatted(month, rows);
    try (ResultSet row = connection.createStatement().executeQuery(query);
        Writer out =
            new BufferedWriter(
                new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(Path.of(FOLDER + name))),
                    StandardCharsets.UTF_8))) {
      out.write("departure,origin,destination,weekday,hour,distance,late\n");
      while (row.next()) {
        for (int i = 1; i <= 7; i++) {
          out.write(row.getString(i) + (i < 7 ? "," : "\n"));
        }
      }
    }
  }
}
