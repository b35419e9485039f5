interface BrandMarkProps {
  readonly size: number
}

/** The switchboard's cord. The same drawing as `public/icon.svg`. */
export function BrandMark({ size }: BrandMarkProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="14" fill="#0d6b68" />
      <g fill="none" stroke="#fff" strokeWidth="5" strokeLinecap="round">
        <path d="M18 22h14a8 8 0 0 1 0 16H18" />
        <path d="M46 42H32" />
      </g>
      <g fill="#fff">
        <circle cx="18" cy="22" r="5" />
        <circle cx="18" cy="38" r="5" />
        <circle cx="46" cy="42" r="5" />
      </g>
    </svg>
  )
}
