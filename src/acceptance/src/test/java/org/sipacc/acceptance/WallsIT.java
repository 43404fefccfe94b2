package org.sipacc.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.server.Repository;

/** The walls between the modules. The hosted SIP engine is no part of the house. */
class WallsIT {
  private static final List<String> MODULES =
      List.of(
          "accounting",
          "importer",
          "journal",
          "delivery",
          "backends",
          "persistence",
          "service",
          "proxy",
          "api",
          "console",
          "cli",
          "launcher");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .importPaths(
              MODULES.stream()
                  .map(module -> Repository.file("src/" + module + "/target/classes"))
                  .filter(Files::isDirectory)
                  .toArray(Path[]::new));

  @Test
  void theHouseIsBuiltBeforeItsWallsAreLookedAt() {
    assertThat(HOUSE.stream().map(type -> type.getPackageName().split("\\.")[2]).distinct())
        .contains("accounting", "journal", "delivery", "persistence", "service", "proxy", "api");
  }

  @Test
  void eachModuleKnowsOnlyThoseBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("accounting")
        .definedBy("org.sipacc.accounting..")
        .layer("importer")
        .definedBy("org.sipacc.importer..")
        .layer("journal")
        .definedBy("org.sipacc.journal..")
        .layer("delivery")
        .definedBy("org.sipacc.delivery..")
        .layer("backends")
        .definedBy("org.sipacc.backends..")
        .layer("persistence")
        .definedBy("org.sipacc.persistence..")
        .layer("service")
        .definedBy("org.sipacc.service..")
        .layer("proxy")
        .definedBy("org.sipacc.proxy..")
        .layer("api")
        .definedBy("org.sipacc.api..")
        .layer("console")
        .definedBy("org.sipacc.console..")
        .layer("tools")
        .definedBy("org.sipacc.cli..", "org.sipacc.launcher..")
        .whereLayer("proxy")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("console")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("proxy")
        .whereLayer("importer")
        .mayOnlyBeAccessedByLayers("tools")
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("proxy", "console")
        .whereLayer("persistence")
        .mayOnlyBeAccessedByLayers("service", "tools")
        .whereLayer("backends")
        .mayOnlyBeAccessedByLayers("service")
        .whereLayer("delivery")
        .mayOnlyBeAccessedByLayers("proxy", "console", "service", "persistence", "backends")
        .whereLayer("journal")
        .mayOnlyBeAccessedByLayers("service", "persistence", "backends", "delivery")
        .whereLayer("accounting")
        .mayNotAccessAnyLayer()
        .check(HOUSE);
  }

  @Test
  void accountingImporterAndJournalArePureJava() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.sipacc.accounting..", "org.sipacc.importer..", "org.sipacc.journal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javax.servlet..",
            "javax.persistence..",
            "javax.ejb..",
            "javax.inject..",
            "javax.enterprise..",
            "javax.transaction..",
            "javax.sql..",
            "java.sql..",
            "jakarta..",
            "org.eclipse.persistence..")
        .check(HOUSE);
  }

  @Test
  void onlyProxyAndApiKnowSipServlets() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.sipacc.proxy..", "org.sipacc.api..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javax.servlet.sip..")
        .check(HOUSE);
  }

  @Test
  void onlyTheLauncherKnowsTheEngineOrTheContainer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sipacc.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.sipacc.restcomm..",
            "org.mobicents..",
            "gov.nist..",
            "javax.sip..",
            "org.apache.catalina..",
            "org.apache.openejb..",
            "org.apache.tomee..")
        .check(HOUSE);
  }

  @Test
  void theApiForOtherApplicationsKnowsTheJdkAndSipServletsOnly() {
    classes()
        .that()
        .resideInAPackage("org.sipacc.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.sipacc.api..", "java..", "javax.servlet..")
        .check(HOUSE);
  }

  @Test
  void proxyImplementsTheOneInterfaceOfTheApi() {
    classes()
        .that()
        .implement("org.sipacc.api.AccountingProvider")
        .should()
        .resideInAPackage("org.sipacc.proxy..")
        .check(HOUSE);
  }
}
