"""What may remain in a drawing: elements, attributes and properties (SVG 1.1, SVG 2, SMIL 3)."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TEXTS = _words("text tspan textPath tref")
ANIMATIONS = _words("animate animateColor animateMotion animateTransform set")
# Shown only where something refers to them.
DEFINITIONS = _words(
    """
    defs symbol clipPath mask marker pattern linearGradient radialGradient filter
    """
)
ELEMENTS = (
    TEXTS
    | ANIMATIONS
    | DEFINITIONS
    | _words(
        """
        svg g a use switch image path rect circle ellipse line polyline polygon stop style view
        mpath feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
        feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
        feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
        fePointLight feSpecularLighting feSpotLight feTile feTurbulence
        """
    )
)
# Their content is told in the report and never drawn.
TOLD = {"title": "Title", "desc": "Description"}

PROPERTIES = _words(
    """
    alignment-baseline animation animation-delay animation-direction animation-duration
    animation-fill-mode animation-iteration-count animation-name animation-play-state
    animation-timing-function background background-color baseline-shift clip clip-path clip-rule
    color color-interpolation color-interpolation-filters color-rendering cx cy d direction
    display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font
    font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch
    font-style font-synthesis font-variant font-variant-caps font-variant-east-asian
    font-variant-ligatures font-variant-numeric font-variant-position font-variation-settings
    font-weight glyph-orientation-horizontal glyph-orientation-vertical height image-rendering
    inline-size isolation kerning letter-spacing lighting-color line-height marker marker-end
    marker-mid marker-start mask mask-type max-height max-width min-height min-width
    mix-blend-mode offset-distance offset-path offset-rotate opacity overflow paint-order
    perspective r rx ry scale shape-inside shape-margin shape-padding shape-rendering
    shape-subtract stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align
    text-align-last text-anchor text-decoration text-decoration-color text-decoration-line
    text-decoration-style text-indent text-orientation text-rendering text-shadow
    text-transform transform transform-box transform-origin transform-style translate rotate
    unicode-bidi vector-effect visibility white-space width word-spacing writing-mode x y
    """
)
ATTRIBUTES = PROPERTIES - _words(
    "animation background background-color font line-height marker"
) | _words(
    """
        accumulate additive amplitude attributeName attributeType azimuth baseFrequency begin bias
        by calcMode clipPathUnits diffuseConstant divisor dur dx dy edgeMode elevation end
        exponent filterRes filterUnits from fx fy fr gradientTransform gradientUnits in in2
        intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength keyPoints keySplines keyTimes
        lengthAdjust limitingConeAngle marker-end markerHeight markerUnits markerWidth
        maskContentUnits maskUnits max method min mode numOctaves offset operator order orient
        origin path pathLength patternContentUnits patternTransform patternUnits points
        pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits radius
        refX refY repeatCount repeatDur restart result seed side slope spacing
        specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles
        surfaceScale systemLanguage tableValues targetX targetY textLength to type values
        viewBox x1 x2 xChannelSelector y1 y2 yChannelSelector z xml:space
        """
)
# What an animation may change: never a link, a name or a style sheet.
ANIMATED = ATTRIBUTES - _words("attributeName attributeType begin end in in2 result type")
INPUTS = _words("SourceGraphic SourceAlpha BackgroundImage BackgroundAlpha FillPaint StrokePaint")
LINKS = ("href", "xlink:href")
LINKING = _words("use textPath tref mpath linearGradient radialGradient pattern filter feImage")
EMPTY_WITHOUT_LINK = _words("use image feImage tref mpath")
