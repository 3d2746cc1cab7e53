package org.bellwether.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;

/** What core's main classes may do; the root package is a parameter so that fixtures can fail. */
final class CoreRules {

  /** The order of packages: each uses only those of earlier rows, never a sibling in its row. */
  static final List<List<String>> ORDER =
      List.of(
          List.of("stat"),
          List.of("schema"),
          List.of("event"),
          List.of("registry"),
          List.of("finding"),
          List.of("evidence"),
          List.of("profile"),
          List.of("learner"),
          List.of("quality", "drift", "performance", "fairness", "attribution", "retrieval"),
          List.of("check"),
          List.of("alert", "experiment"),
          List.of("routing", "diagnosis"),
          List.of("review", "incident"),
          List.of("response"),
          List.of("governance", "planning"),
          List.of("report"));

  private CoreRules() {}

  static ArchRule packageOrder(String root) {
    LayeredArchitecture layers =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (List<String> row : ORDER) {
      for (String name : row) {
        layers = layers.layer(name).definedBy(root + "." + name);
      }
    }
    List<String> later = new ArrayList<>();
    for (List<String> row : reversed(ORDER)) {
      for (String name : row) {
        layers =
            later.isEmpty()
                ? layers.whereLayer(name).mayNotBeAccessedByAnyLayer()
                : layers.whereLayer(name).mayOnlyBeAccessedByLayers(later.toArray(new String[0]));
      }
      later.addAll(row);
    }
    return layers.ensureAllClassesAreContainedInArchitecture();
  }

  static ArchRule onlyItsDependencies(String root) {
    return classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            root + "..",
            "java..",
            "org.apache.commons.statistics..",
            "org.apache.commons.numbers..",
            "org.apache.datasketches..",
            "org.hipparchus..",
            "org.jspecify.annotations");
  }

  static ArchRule noInputOrOutput() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "javax.sql..", "java.net..", "java.nio.file..", "java.nio.channels..")
        .orShould()
        .dependOnClassesThat(
            nameMatching("java\\.io\\.(File|RandomAccessFile|Console).*")
                .<JavaClass>forSubtype()
                .or(nameMatching("java\\.lang\\.(Process|Runtime).*").forSubtype()));
  }

  static ArchRule noLogger() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.logging..")
        .orShould()
        .dependOnClassesThat(nameMatching("java\\.lang\\.System\\$Logger.*").forSubtype())
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethodWhere(target(nameMatching("printStackTrace")));
  }

  static ArchRule noClock() {
    return noClasses()
        .should()
        .callMethodWhere(
            target(nameMatching("now"))
                .and(target(owner(JavaClass.Predicates.resideInAPackage("java.time..")))))
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callConstructor(java.util.Date.class)
        .orShould()
        .callMethod(java.util.Calendar.class, "getInstance")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(java.time.Clock.class);
  }

  static ArchRule noUnseededRandomness() {
    return noClasses()
        .should()
        .callConstructorWhere(unseededGenerator())
        .orShould()
        .callMethodWhere(unseededCall())
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.util.concurrent.ThreadLocalRandom.class, java.security.SecureRandom.class);
  }

  static ArchRule noThread() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executor.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Future.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ForkJoinTask.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Timer.class)
        .orShould()
        .callMethodWhere(
            target(nameMatching("parallel.*"))
                .and(target(owner(JavaClass.Predicates.resideInAPackage("java.util..")))));
  }

  static ArchRule nullMarked() {
    return classes().should(resideInANullMarkedPackage());
  }

  private static List<List<String>> reversed(List<List<String>> rows) {
    List<List<String>> copy = new ArrayList<>(rows);
    Collections.reverse(copy);
    return copy;
  }

  private static DescribedPredicate<JavaConstructorCall> unseededGenerator() {
    return DescribedPredicate.describe(
        "make a generator of random numbers without a seed",
        call ->
            call.getTarget().getRawParameterTypes().isEmpty()
                && (call.getTargetOwner().isAssignableTo(RandomGenerator.class)
                    || call.getTargetOwner()
                        .isAssignableTo("org.hipparchus.random.RandomGenerator")));
  }

  private static DescribedPredicate<JavaMethodCall> unseededCall() {
    return DescribedPredicate.describe(
        "draw without a seed",
        call -> {
          String owner = call.getTargetOwner().getName();
          return switch (call.getName()) {
            case "random" -> owner.equals("java.lang.Math") || owner.equals("java.lang.StrictMath");
            case "randomUUID" -> owner.equals("java.util.UUID");
            case "shuffle" -> call.getTarget().getRawParameterTypes().size() == 1;
            case "getDefault", "of" -> owner.equals(RandomGenerator.class.getName());
            default -> false;
          };
        });
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package whose package-info says @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked =
            item.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        if (!marked) {
          events.add(
              SimpleConditionEvent.violated(
                  item, item.getName() + ": " + item.getPackageName() + " lacks @NullMarked"));
        }
      }
    };
  }
}
