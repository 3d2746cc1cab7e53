package org.bellwether.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunksTest {

  private static final int ROWS = 200_000;

  @TempDir private Path folder;

  private static long rows(String sql) throws Exception {
    AtomicLong rows = new AtomicLong();
    try (DuckDBConnection connection =
        DuckDBConnection.newConnection("jdbc:duckdb:", false, new Properties())) {
      Chunks.read(connection, sql, chunk -> rows.addAndGet(chunk.rowCount()));
    }
    return rows.get();
  }

  private String csv(String wrong) throws IOException {
    StringBuilder text = new StringBuilder("a\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i == ROWS - 10 ? wrong : i).append('\n');
    }
    Path file = Files.writeString(folder.resolve("numbers.csv"), text);
    return "SELECT * FROM read_csv('%s', columns = {'a': 'BIGINT'})".formatted(file);
  }

  @Test
  void countsTheRowsOfTheQueryAlone() throws Exception {
    assertThat(rows("SELECT range AS a FROM range(5000)")).isEqualTo(5_000);
    assertThat(rows("SELECT 1 AS a WHERE false")).isZero();
    assertThat(rows(csv("7"))).isEqualTo(ROWS);
  }

  @Test
  void aRowThatFailsBehindManyGoodOnesIsAnErrorNotTheEnd() throws Exception {
    String sql = csv("seven");
    assertThatThrownBy(() -> rows(sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("seven");
  }
}
