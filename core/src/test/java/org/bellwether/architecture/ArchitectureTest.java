package org.bellwether.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.stream.Stream;
import org.bellwether.violation.drift.Clocked;
import org.bellwether.violation.drift.Drawing;
import org.bellwether.violation.drift.Filing;
import org.bellwether.violation.drift.Foreign;
import org.bellwether.violation.drift.Logging;
import org.bellwether.violation.drift.Threaded;
import org.bellwether.violation.quality.UsesSibling;
import org.bellwether.violation.stat.UsesUpward;
import org.bellwether.violation.unmarked.Unmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Core keeps the design's order and touches nothing outside; each rule is shown able to fail. */
class ArchitectureTest {

  private static final String ROOT = "org.bellwether";
  private static final String VIOLATION = "org.bellwether.violation";
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of("package order", CoreRules.packageOrder(ROOT)),
        Arguments.of("dependencies", CoreRules.onlyItsDependencies(ROOT)),
        Arguments.of("no I/O", CoreRules.noInputOrOutput()),
        Arguments.of("no logger", CoreRules.noLogger()),
        Arguments.of("no clock", CoreRules.noClock()),
        Arguments.of("no unseeded randomness", CoreRules.noUnseededRandomness()),
        Arguments.of("no thread", CoreRules.noThread()),
        Arguments.of("null-marked", CoreRules.nullMarked()));
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of(UsesUpward.class, CoreRules.packageOrder(VIOLATION)),
        Arguments.of(UsesSibling.class, CoreRules.packageOrder(VIOLATION)),
        Arguments.of(Unmarked.class, CoreRules.packageOrder(VIOLATION)),
        Arguments.of(Foreign.class, CoreRules.onlyItsDependencies(VIOLATION)),
        Arguments.of(Filing.class, CoreRules.noInputOrOutput()),
        Arguments.of(Logging.class, CoreRules.noLogger()),
        Arguments.of(Clocked.class, CoreRules.noClock()),
        Arguments.of(Drawing.class, CoreRules.noUnseededRandomness()),
        Arguments.of(Threaded.class, CoreRules.noThread()),
        Arguments.of(Unmarked.class, CoreRules.nullMarked()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void coreKeeps(String name, ArchRule rule) {
    assertThat(CORE).as(name).isNotEmpty();
    rule.check(CORE);
  }

  @Test
  void coreHasNoPackageCycles() {
    SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CORE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void eachRuleCanFail(Class<?> violating, ArchRule rule) {
    JavaClasses fixture = new ClassFileImporter().importPackages(VIOLATION);

    assertThatThrownBy(() -> rule.check(fixture))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(violating.getName());
  }
}
