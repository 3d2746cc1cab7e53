package org.bellwether.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.violation.cli.Command;
import org.bellwether.violation.files.UsesCommand;
import org.bellwether.violation.files.UsesLearner;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The server keeps the order of packages that ARCHITECTURE.md states. */
class ServerArchitectureTest {

  /** Each package uses only those of earlier rows, never a sibling in its row. */
  private static final List<List<String>> ORDER =
      List.of(
          List.of("files", "learn", "render", "settings"),
          List.of("store"),
          List.of("watch", "notify"),
          List.of("ingest"),
          List.of("access"),
          List.of("http", "mlflow", "web", "stream"),
          List.of("serve"),
          List.of("bench"),
          List.of("cli"));

  private static final String ROOT = "org.bellwether";
  private static final String VIOLATION = "org.bellwether.violation";
  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> location.contains("/server/target/classes/"))
          .importPackages(ROOT);

  private static ArchRule packageOrder(String root) {
    LayeredArchitecture layers =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (List<String> row : ORDER) {
      for (String name : row) {
        layers = layers.layer(name).definedBy(root + "." + name);
      }
    }
    for (int i = 0; i < ORDER.size(); i++) {
      List<String> later = new ArrayList<>();
      ORDER.subList(i + 1, ORDER.size()).forEach(later::addAll);
      for (String name : ORDER.get(i)) {
        layers =
            later.isEmpty()
                ? layers.whereLayer(name).mayNotBeAccessedByAnyLayer()
                : layers.whereLayer(name).mayOnlyBeAccessedByLayers(later.toArray(new String[0]));
      }
    }
    return layers.ensureAllClassesAreContainedInArchitecture();
  }

  private static ArchRule renderUsesCoreOnly() {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + ".render")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.duckdb..", "java.sql..", "java.net.http..");
  }

  private static ArchRule nullMarked() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("reside in a package marked @NullMarked") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage()
                    .tryGetPackageInfo()
                    .map(info -> info.isAnnotatedWith(NullMarked.class))
                    .orElse(false)) {
                  events.add(SimpleConditionEvent.violated(item, item.getName()));
                }
              }
            });
  }

  @Test
  void packagesKeepTheirOrder() {
    packageOrder(ROOT).check(SERVER);
  }

  @Test
  void rendersFromCoreAlone() {
    renderUsesCoreOnly().allowEmptyShould(true).check(SERVER);
  }

  @Test
  void everyPackageIsNullMarked() {
    nullMarked().check(SERVER);
  }

  @Test
  void eachRuleCanFail() {
    JavaClasses fixture = new ClassFileImporter().importPackages(VIOLATION);

    assertThatThrownBy(() -> packageOrder(VIOLATION).check(fixture))
        .hasMessageContaining(UsesCommand.class.getName())
        .hasMessageContaining(UsesLearner.class.getName());
    assertThatThrownBy(() -> nullMarked().check(fixture))
        .hasMessageContaining(Command.class.getName());
  }
}
