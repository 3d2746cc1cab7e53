package org.bellwether.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Profiles as bytes and as JSON. */
class ProfileBytesTest {

  private static final ProfileOptions SMALL = ProfileOptions.defaults().withSampleSize(20);

  private static Profile table() {
    return new RandomTable(42, 60).profile(SMALL);
  }

  private static Profile bounded() {
    return new RandomTable(42, 60)
        .profile(SMALL.withLayout(table().layout()).withExactBudgetBytes(0));
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ProfileBytesTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  /** The files were written by this test's tables at the release that introduced version 1. */
  @Test
  void readsProfilesOfVersion1() throws IOException {
    Same.assertSame(table(), Profile.fromBytes(golden("profile-v1-exact.bin")), "exact");
    Same.assertSame(bounded(), Profile.fromBytes(golden("profile-v1-bounded.bin")), "bounded");
  }

  @Test
  void refusesAnUnknownVersion() {
    byte[] bytes = table().toBytes();
    bytes[4] = 99;
    assertThatThrownBy(() -> Profile.fromBytes(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("reads version 1");
  }

  @Test
  void refusesBytesThatAreNoProfile() {
    assertThatThrownBy(() -> Profile.fromBytes(new byte[0])).hasMessageContaining("not a profile");
    assertThatThrownBy(() ->
            Profile.fromBytes(
                "PAR1, a table of rows".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .hasMessageContaining("not a profile");
  }

  @Test
  void refusesBytesThatWereCutOrChanged() {
    long seed = 3;
    Random random = new Random(seed);
    for (byte[] bytes : new byte[][] {table().toBytes(), bounded().toBytes()}) {
      for (int i = 0; i < 200; i++) {
        byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
        assertThatThrownBy(() -> Profile.fromBytes(cut))
            .as("seed %d run %d", seed, i)
            .isInstanceOf(IllegalArgumentException.class);
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        assertThatThrownBy(() -> Profile.fromBytes(changed))
            .as("seed %d run %d", seed, i)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void writesJsonThatAParserReads() {
    for (Profile profile : new Profile[] {table(), bounded()}) {
      JsonNode json = JsonMapper.builder().build().readTree(profile.toJson());
      assertThat(json.get("rows").asInt()).isEqualTo(60);
      assertThat(json.get("exact").asBoolean()).isEqualTo(profile.isExact());
      assertThat(json.get("segments").size()).isEqualTo(profile.segments().size());
      ColumnSummary.Numeric tied =
          Read.column(ColumnSummary.Numeric.class, profile.whole(), "tied");
      JsonNode column = json.get("whole").get("columns").get("tied");
      assertThat(column.get("mean").asDouble()).isEqualTo(tied.mean());
      assertThat(column.get("zeros").asLong()).isEqualTo(tied.zeros());
      assertThat(json.get("whole").get("columns").get("region").get("top").get("r0").asLong())
          .isEqualTo(
              Read.column(ColumnSummary.Categorical.class, profile.whole(), "region")
                  .counts()
                  .get("r0"));
      assertThat(json.get("whole").get("outcomes").get("labelled").asLong())
          .isEqualTo(profile.whole().outcomes().labelled());
    }
  }
}
