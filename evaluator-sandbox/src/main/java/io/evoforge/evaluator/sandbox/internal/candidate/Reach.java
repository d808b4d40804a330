package io.evoforge.evaluator.sandbox.internal.candidate;

import io.evoforge.core.video.VideoCodec;
import java.util.Map;
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
        return ownClass.superTypes().stream().anyMatch(superType -> member(superType, name, descriptor));
    }

    private static boolean isReflective(String name) {
        return name.equals("getClass") || name.equals("wait") || name.startsWith("notify");
    }

    private static boolean isSeam(String name) {
        return name.startsWith(SEAM) && name.indexOf('/', SEAM.length()) < 0;
    }
}
