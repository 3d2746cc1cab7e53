package org.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.bellwether.files.EventShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableIngestTest {

  @ParameterizedTest
  @EnumSource(EventShape.class)
  void aTableHasTheFieldsOfItsEvents(EventShape shape) {
    assertThat(shape.names()).containsExactlyInAnyOrderElementsOf(TableIngest.fields(shape));
  }
}
