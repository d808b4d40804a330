package io.evoforge.evaluator.sandbox.internal.candidate;

import io.evoforge.core.video.VideoCodec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** Decides what a candidate may reach: its own classes, the codec seam, and the listed part of the platform. */
final class Reach {
    private static final String SEAM = VideoCodec.class.getPackageName().replace('.', '/') + "/";

    private final AllowList allowed;
    private final Map<String, OwnClass> own;

    /** @param own the candidate's classes by internal name */
    Reach(AllowList allowed, Map<String, OwnClass> own) {
        this.allowed = allowed;
        this.own = own;
    }

    /** Whether a type may be named; arrays count as what they hold. */
    boolean type(String internalName) {
        Type type = Type.getObjectType(internalName);
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() != Type.OBJECT) {
            return true;
        }
        String name = element.getInternalName();
        return own.containsKey(name) || isSeam(name) || allowed.allowsType(name);
    }

    /** Whether a type may be extended or implemented. */
    boolean superType(String internalName) {
        return own.containsKey(internalName) || isSeam(internalName) || allowed.allowsSuperType(internalName);
    }

    /** Whether a method may be called, or a field used. What an own class inherits is judged where it is declared. */
    boolean member(String owner, String name, String descriptor) {
        if (owner.startsWith("[")) {
            return name.equals("clone") && type(owner);
        }
        OwnClass ownClass = own.get(owner);
        if (ownClass == null) {
            return isSeam(owner) ? !isReflective(name) : allowed.allowsMember(owner, name, descriptor);
        }
        if (ownClass.members().contains(name + descriptor)) {
            return true;
        }
        return ownClass.superTypes().stream().anyMatch(superType -> member(superType, name, descriptor))
                && platformTypes(ownClass).stream().noneMatch(type -> allowed.deniesMember(type, name, descriptor));
    }

    /**
     * Methods that a class gets from the platform although they are not allowed, under the name of a method which another
     * class of the candidate only declares: a call of that one would be one of the candidate's own.
     */
    List<String> smuggled(String className) {
        OwnClass ownClass = Objects.requireNonNull(own.get(className), className);
        if (ownClass.isAbstract()) {
            return List.of(); // nobody makes one; who extends it is looked at
        }
        Set<OwnClass> family = family(ownClass);
        Set<String> written =
                family.stream().flatMap(member -> member.bodies().stream()).collect(Collectors.toSet());
        Set<String> platform = platformTypes(ownClass);
        return family.stream()
                .flatMap(member -> member.members().stream())
                .filter(method -> !written.contains(method))
                .filter(method -> platform.stream().anyMatch(type -> denies(type, method)))
                .distinct()
                .sorted()
                .toList();
    }

    private boolean denies(String type, String method) {
        int end = method.indexOf('(');
        return end > 0 && allowed.deniesMember(type, method.substring(0, end), method.substring(end));
    }

    /** A class with all own classes that it extends and implements. */
    private Set<OwnClass> family(OwnClass ownClass) {
        Set<OwnClass> family = new LinkedHashSet<>(Set.of(ownClass));
        for (String superType : ownClass.superTypes()) {
            OwnClass parent = own.get(superType);
            if (parent != null) {
                family.addAll(family(parent));
            }
        }
        return family;
    }

    private Set<String> platformTypes(OwnClass ownClass) {
        return family(ownClass).stream()
                .flatMap(member -> member.superTypes().stream())
                .filter(type -> !own.containsKey(type) && !isSeam(type))
                .collect(Collectors.toSet());
    }

    private static boolean isReflective(String name) {
        return name.equals("getClass") || name.equals("wait") || name.startsWith("notify");
    }

    private static boolean isSeam(String name) {
        return name.startsWith(SEAM) && name.indexOf('/', SEAM.length()) < 0;
    }
}
