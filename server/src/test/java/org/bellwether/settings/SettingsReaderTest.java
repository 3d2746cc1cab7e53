package org.bellwether.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

  @TempDir Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("other.yaml"), yaml);
  }

  private static Settings read(@Nullable Path file) {
    return SettingsReader.read(Map.of(), file, Map.of());
  }

  @Test
  void flagBeforeEnvironmentBeforeFileBeforeDefault() throws IOException {
    Path file =
        file(
            """
            port: 1
            access:
              session-idle: 30m
              sign-in-attempts: 7
            oidc:
              groups:
                risk-team: risk
                eu-owners: eu/model-owner
            """);
    Settings settings =
        SettingsReader.read(
            Map.of("port", "3"),
            file,
            Map.of("BELLWETHER_PORT", "2", "BELLWETHER_ACCESS_SIGN_IN_ATTEMPTS", "9"));

    assertThat(settings.port()).isEqualTo(3);
    assertThat(settings.access().signInAttempts()).isEqualTo(9);
    assertThat(settings.access().sessionIdle()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.access().passwordLength()).isEqualTo(12);
    assertThat(settings.oidc().groups())
        .isEqualTo(Map.of("risk-team", "risk", "eu-owners", "eu/model-owner"));
  }

  @Test
  void theFileInTheDataFolderIsReadUnlessAnotherIsNamed() throws IOException {
    Files.writeString(folder.resolve(SettingsReader.FILE), "port: 5\n");
    Map<String, String> data = Map.of("data", folder.toString());
    assertThat(SettingsReader.read(data, null, Map.of()).port()).isEqualTo(5);
    assertThat(SettingsReader.read(data, file("port: 6\n"), Map.of()).port()).isEqualTo(6);
    assertThat(SettingsReader.read(data, file(""), Map.of()).port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: eighty | line 1: port must be a whole number from 0 to 65535, and is 'eighty'",
        "port: 70000 | line 1: port must be a whole number from 0 to 65535, and is '70000'",
        "prot: 80 | line 1: prot is no setting; did you mean port?",
        "access: {sesion-idle: 5m} | access.sesion-idle is no setting; did you mean access.session-idle?",
        "access: {session-idle: 5} | must be a number with ms, s, m, h or d, such as 30s, and is '5'",
        "access: {session-idle: 0s} | must be longer than nothing",
        "logging: {format: xml} | logging.format must be text or json, and is 'xml'",
        "server: {behind-proxy: maybe} | must be true or false, and is 'maybe'",
        "'port: 1\n\nport: 2' | line 3",
        "port: [ | not valid YAML",
        "'- port' | must hold settings as 'name: value'",
      })
  void aWrongSettingIsNamedWithFileAndLine(String yaml, String message) throws IOException {
    Path file = file(yaml);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message.strip());
  }

  @Test
  void anUnknownVariableIsNamedWithTheNearest() {
    assertThatThrownBy(
            () -> SettingsReader.read(Map.of(), null, Map.of("BELLWETHER_DATABASE_ULR", "x")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("BELLWETHER_DATABASE_ULR is no setting")
        .hasMessageContaining("did you mean BELLWETHER_DATABASE_URL?");
  }

  @Test
  void aSecretIsNeverPartOfAMessage() {
    for (Definition definition : Definition.all().values()) {
      assertThat(definition.secret())
          .as(definition.name())
          .isEqualTo(definition.name().matches(".*(password|secret)$"));
    }
    assertThat(Settings.of(0, folder).toString()).doesNotContain("hunter2");
    Settings settings = SettingsReader.read(Map.of("database.password", "hunter2"), null, Map.of());
    assertThat(settings.toString()).doesNotContain("hunter2");
  }

  @Test
  void docsListEverySettingAsTheCodeHasIt() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Definition d : Definition.all().values()) {
      rows.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  d.name(),
                  d.fallback().isEmpty() ? "" : "`" + d.fallback() + "`",
                  d.unit().isEmpty() && d.type() == int.class ? "number" : d.unit(),
                  d.meaning()));
    }
    List<String> documented =
        Files.readAllLines(Path.of("..", "docs", "settings.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertThat(documented).isEqualTo(rows);
  }
}
