package io.evoforge.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the hexagon. The build breaks where one is broken. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("testkit"))
            .importPackages("io.evoforge");

    private static final List<String> ADAPTERS = List.of(
            "io.evoforge.dashboard",
            "io.evoforge.vcs.jgit",
            "io.evoforge.vcs.github",
            "io.evoforge.evaluator.sandbox",
            "io.evoforge.store.sqlite",
            "io.evoforge.secrets.aws",
            "io.evoforge.llm.langchain4j");

    /** LangChain4j's own port for a model, for the chat, which speaks it: ADR 0012. */
    private static final String LANGCHAIN4J_MODEL = "io.evoforge.llm.langchain4j.LangChain4jChatModel";

    @Test
    void every_module_is_seen_by_these_rules() {
        for (String root : List.of(
                "io.evoforge.core",
                "io.evoforge.vcs",
                "io.evoforge.engine",
                "io.evoforge.vcs.jgit",
                "io.evoforge.vcs.github",
                "io.evoforge.evaluator.sandbox",
                "io.evoforge.store.sqlite",
                "io.evoforge.secrets.aws",
                "io.evoforge.llm.langchain4j",
                "io.evoforge.dashboard",
                "io.evoforge.tools",
                "io.evoforge.app")) {
            org.assertj.core.api.Assertions.assertThat(CLASSES.stream())
                    .as(root)
                    .anyMatch(type -> type.getPackageName().startsWith(root));
        }
    }

    @Test
    void the_domain_needs_nothing() {
        classes()
                .that()
                .resideInAPackage("io.evoforge.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.evoforge.core..", "org.jspecify..")
                .because("an embedder takes the domain without taking anybody's framework")
                .check(CLASSES);
    }

    @Test
    void committing_needs_only_the_domain() {
        classes()
                .that()
                .resideInAPackage("io.evoforge.vcs..")
                .and(areNot(ADAPTERS))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.evoforge.core..", "io.evoforge.vcs..", "org.jspecify..")
                .because("what is common to all commit strategies must not pull in the technology of one")
                .check(CLASSES);
    }

    @Test
    void only_the_app_knows_guice() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.evoforge.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.inject..", "jakarta.inject..", "com.google.common..")
                .because("an adapter is embedded with 'new', in programs with another container or none")
                .check(CLASSES);
    }

    @Test
    void only_the_app_knows_an_adapter() {
        noClasses()
                .that()
                .resideInAnyPackage("io.evoforge.core..", "io.evoforge.engine..", "io.evoforge.vcs..")
                .and(areNot(ADAPTERS))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ADAPTERS.stream().map(adapter -> adapter + "..").toArray(String[]::new))
                .because("the choice of a technology is configuration, made in one place")
                .check(CLASSES);
    }

    @Test
    void adapters_do_not_know_each_other() {
        slices().assignedFrom(new AdapterSlices())
                .should()
                .notDependOnEachOther()
                .because("each can be replaced, or left out, without touching another")
                .check(CLASSES);
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("io.evoforge.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that needs its user cannot be understood alone")
                .check(CLASSES);
    }

    @Test
    void vendor_types_stay_inside_their_adapter() {
        classes()
                .that()
                .arePublic()
                .and()
                .doNotHaveFullyQualifiedName(LANGCHAIN4J_MODEL)
                .and(DescribedPredicate.describe("can be reached from outside", ArchitectureTest::isReachable))
                .and()
                .resideInAnyPackage(Stream.concat(ADAPTERS.stream(), Stream.of("io.evoforge.engine", "io.evoforge.vcs"))
                        .map(root -> root + "..")
                        .toArray(String[]::new))
                .should(haveOnlyOwnTypesInPublicSignatures())
                .because("then a new major version of a library is a change in one module")
                .check(CLASSES);
    }

    @Test
    void only_the_app_and_the_worker_touch_the_process_around_them() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.evoforge.app..", "io.evoforge.evaluator.sandbox.worker..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .accessField(System.class, "out")
                .because("a library is told the time and its settings, and never speaks for its host")
                .check(CLASSES);
    }

    /** A member of an interface is public by itself, which means nothing if the interface is not. */
    private static boolean isReachable(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isReachable).orElse(true);
    }

    private static DescribedPredicate<JavaClass> areNot(List<String> roots) {
        return DescribedPredicate.describe(
                "are not in an adapter",
                type -> roots.stream().noneMatch(root -> type.getPackageName().startsWith(root)));
    }

    private static ArchCondition<JavaClass> haveOnlyOwnTypesInPublicSignatures() {
        return new ArchCondition<>("have only types of the JDK and of Evoforge in public signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                                && !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .forEach(unit -> Stream.concat(
                                        Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                                .map(JavaClass::getBaseComponentType)
                                .filter(used -> !used.isPrimitive()
                                        && !used.getPackageName().startsWith("java.")
                                        && !used.getPackageName().startsWith("io.evoforge"))
                                .forEach(used -> events.add(SimpleConditionEvent.violated(
                                        unit, unit.getFullName() + " shows " + used.getFullName()))));
            }
        };
    }

    private static final class AdapterSlices implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return ADAPTERS.stream()
                    .filter(root -> type.getPackageName().startsWith(root))
                    .findFirst()
                    .map(SliceIdentifier::of)
                    .orElseGet(SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "the adapters";
        }
    }
}
